"""Veterans are a segment of their own. Every old row obeys the new rule, so it is stated first and
checked afterwards, without stopping anybody.
"""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

import titian.members.types.people


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0008_request_proof"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="person",
            name="member_person_segment",
        ),
        migrations.AlterField(
            model_name="person",
            name="segment",
            field=models.CharField(
                choices=[
                    (
                        titian.members.types.people.Segment["PBI_JK"],
                        titian.members.types.people.Segment["PBI_JK"],
                    ),
                    (
                        titian.members.types.people.Segment["PBPU_PEMDA"],
                        titian.members.types.people.Segment["PBPU_PEMDA"],
                    ),
                    (
                        titian.members.types.people.Segment["PPU_PN"],
                        titian.members.types.people.Segment["PPU_PN"],
                    ),
                    (
                        titian.members.types.people.Segment["PPU_BU"],
                        titian.members.types.people.Segment["PPU_BU"],
                    ),
                    (
                        titian.members.types.people.Segment["PBPU"],
                        titian.members.types.people.Segment["PBPU"],
                    ),
                    (
                        titian.members.types.people.Segment["BP"],
                        titian.members.types.people.Segment["BP"],
                    ),
                    (
                        titian.members.types.people.Segment["VETERAN"],
                        titian.members.types.people.Segment["VETERAN"],
                    ),
                ],
                max_length=10,
            ),
        ),
        AddConstraintNotValid(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "segment__in",
                        [
                            titian.members.types.people.Segment["PBI_JK"],
                            titian.members.types.people.Segment["PBPU_PEMDA"],
                            titian.members.types.people.Segment["PPU_PN"],
                            titian.members.types.people.Segment["PPU_BU"],
                            titian.members.types.people.Segment["PBPU"],
                            titian.members.types.people.Segment["BP"],
                            titian.members.types.people.Segment["VETERAN"],
                        ],
                    )
                ),
                name="member_person_segment",
            ),
        ),
    ]
