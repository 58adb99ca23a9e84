"""Of a clock that ran out the branch is told once; what fails to take effect is put off."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0010_veterans_checked")]

    operations = [
        *(
            migrations.AddField(
                model_name=model,
                name="failures",
                field=models.PositiveSmallIntegerField(default=0, db_default=0),
            )
            for model in ("changerequest", "numberrecovery")
        ),
        *(
            migrations.AddField(
                model_name=model, name="retry_at", field=models.DateTimeField(null=True)
            )
            for model in ("changerequest", "numberrecovery")
        ),
        *(
            migrations.AddField(
                model_name=model, name="late_told_at", field=models.DateTimeField(null=True)
            )
            for model in ("changerequest", "datarequest")
        ),
    ]
