from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("announcements", "0002_append_only")]

    operations = [
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(("published_at__isnull", False)),
                fields=["region"],
                name="announce_edition_was_out",
            ),
        ),
    ]
