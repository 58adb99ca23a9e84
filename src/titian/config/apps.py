from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from titian.platform.db.migrating import wait_as_before, wait_briefly


class ConfigConfig(AppConfig):
    name = "titian.config"
    label = "config"

    def ready(self) -> None:
        pre_migrate.connect(wait_briefly, dispatch_uid="wait_briefly")
        post_migrate.connect(wait_as_before, dispatch_uid="wait_as_before")
