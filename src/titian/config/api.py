"""The JSON interface: each package's router under one OpenAPI document."""

from ninja import NinjaAPI

api = NinjaAPI(title="Titian", version="1", urls_namespace="api")
