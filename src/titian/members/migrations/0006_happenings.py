"""Two more things that can happen to a membership. Every old row obeys the new rule, so it is
stated first and checked afterwards, without stopping anybody.
"""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

import titian.members.types.people


class Migration(migrations.Migration):
    dependencies = [("members", "0005_requests")]

    operations = [
        migrations.RemoveConstraint(model_name="membershipevent", name="member_event_change"),
        migrations.AlterField(
            model_name="membershipevent",
            name="change",
            field=models.CharField(
                choices=[
                    (
                        titian.members.types.people.Change["REGISTERED"],
                        titian.members.types.people.Change["REGISTERED"],
                    ),
                    (
                        titian.members.types.people.Change["REGISTERED_UNPAID"],
                        titian.members.types.people.Change["REGISTERED_UNPAID"],
                    ),
                    (
                        titian.members.types.people.Change["FIRST_PAYMENT"],
                        titian.members.types.people.Change["FIRST_PAYMENT"],
                    ),
                    (
                        titian.members.types.people.Change["FELL_IN_ARREARS"],
                        titian.members.types.people.Change["FELL_IN_ARREARS"],
                    ),
                    (
                        titian.members.types.people.Change["ARREARS_PAID"],
                        titian.members.types.people.Change["ARREARS_PAID"],
                    ),
                    (
                        titian.members.types.people.Change["LEFT_SEGMENT"],
                        titian.members.types.people.Change["LEFT_SEGMENT"],
                    ),
                    (
                        titian.members.types.people.Change["JOINED_SEGMENT"],
                        titian.members.types.people.Change["JOINED_SEGMENT"],
                    ),
                    (
                        titian.members.types.people.Change["REACTIVATED"],
                        titian.members.types.people.Change["REACTIVATED"],
                    ),
                    (
                        titian.members.types.people.Change["WENT_ABROAD"],
                        titian.members.types.people.Change["WENT_ABROAD"],
                    ),
                    (
                        titian.members.types.people.Change["RETURNED"],
                        titian.members.types.people.Change["RETURNED"],
                    ),
                    (
                        titian.members.types.people.Change["DIED"],
                        titian.members.types.people.Change["DIED"],
                    ),
                    (
                        titian.members.types.people.Change["MERGED"],
                        titian.members.types.people.Change["MERGED"],
                    ),
                    (
                        titian.members.types.people.Change["JOINED_UNPAID"],
                        titian.members.types.people.Change["JOINED_UNPAID"],
                    ),
                    (
                        titian.members.types.people.Change["CLASS_CHANGED"],
                        titian.members.types.people.Change["CLASS_CHANGED"],
                    ),
                ],
                max_length=20,
            ),
        ),
        AddConstraintNotValid(
            model_name="membershipevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "change__in",
                        [
                            titian.members.types.people.Change["REGISTERED"],
                            titian.members.types.people.Change["REGISTERED_UNPAID"],
                            titian.members.types.people.Change["FIRST_PAYMENT"],
                            titian.members.types.people.Change["FELL_IN_ARREARS"],
                            titian.members.types.people.Change["ARREARS_PAID"],
                            titian.members.types.people.Change["LEFT_SEGMENT"],
                            titian.members.types.people.Change["JOINED_SEGMENT"],
                            titian.members.types.people.Change["REACTIVATED"],
                            titian.members.types.people.Change["WENT_ABROAD"],
                            titian.members.types.people.Change["RETURNED"],
                            titian.members.types.people.Change["DIED"],
                            titian.members.types.people.Change["MERGED"],
                            titian.members.types.people.Change["JOINED_UNPAID"],
                            titian.members.types.people.Change["CLASS_CHANGED"],
                        ],
                    )
                ),
                name="member_event_change",
            ),
        ),
    ]
