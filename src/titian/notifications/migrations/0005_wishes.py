"""Wishes, devices, the inbox. Every old row obeys the wider rules: stated now, checked later."""

import datetime as dt

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

import titian.notifications.types
import titian.platform.db.fields


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0004_unreached"),
    ]

    operations = [
        migrations.CreateModel(
            name="NewsWish",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recipient_ref", models.CharField(max_length=80, unique=True)),
                ("channels", models.JSONField(default=dict)),
                ("quiet_from", models.TimeField(default=dt.time(21, 0))),
                ("quiet_to", models.TimeField(default=dt.time(7, 0))),
                ("language", models.CharField(blank=True, default="", max_length=5)),
                ("seen_at", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "db_table": "message_wish",
            },
        ),
        migrations.CreateModel(
            name="PushDevice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recipient_ref", models.CharField(max_length=80)),
                ("subscription", titian.platform.db.fields.SealedTextField()),
                ("endpoint_index", models.BinaryField(unique=True)),
                ("key_id", models.CharField(max_length=16)),
                ("name", models.CharField(max_length=60)),
                ("added_at", models.DateTimeField()),
            ],
            options={
                "db_table": "message_device",
            },
        ),
        migrations.RemoveConstraint(
            model_name="message",
            name="message_state",
        ),
        migrations.RemoveConstraint(
            model_name="message",
            name="message_channel",
        ),
        migrations.AddField(
            model_name="message",
            name="quiet_from",
            field=models.TimeField(db_default=dt.time(21, 0), default=dt.time(21, 0)),
        ),
        migrations.AddField(
            model_name="message",
            name="quiet_to",
            field=models.TimeField(db_default=dt.time(7, 0), default=dt.time(7, 0)),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["recipient_ref", "told_at", "id"], name="message_inbox"),
        ),
        AddConstraintNotValid(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            titian.notifications.types.State["PENDING"],
                            titian.notifications.types.State["SENDING"],
                            titian.notifications.types.State["SENT"],
                            titian.notifications.types.State["DELIVERED"],
                            titian.notifications.types.State["READ"],
                            titian.notifications.types.State["FAILED"],
                            titian.notifications.types.State["UNKNOWN"],
                            titian.notifications.types.State["EXPIRED"],
                            titian.notifications.types.State["KEPT"],
                        ],
                    )
                ),
                name="message_state",
            ),
        ),
        AddConstraintNotValid(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "channel__in",
                        [
                            titian.notifications.types.Channel["WHATSAPP"],
                            titian.notifications.types.Channel["EMAIL"],
                            titian.notifications.types.Channel["SMS"],
                            titian.notifications.types.Channel["PUSH"],
                            "",
                        ],
                    )
                ),
                name="message_channel",
            ),
        ),
        migrations.AddIndex(
            model_name="pushdevice",
            index=models.Index(fields=["recipient_ref", "added_at"], name="message_device_of"),
        ),
    ]
