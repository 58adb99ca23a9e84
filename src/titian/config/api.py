"""The JSON interface: each package's router under one OpenAPI document."""

from ninja import NinjaAPI

api = NinjaAPI(title="Titian", version="1", urls_namespace="api")
api.add_router("/status-check", "titian.frontdoor.api.router")
api.add_router("/facilities", "titian.facilities.api.router")
api.add_router("/places", "titian.queue.api.router")
