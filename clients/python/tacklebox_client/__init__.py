"""Client of tacklebox's browser pool; `tacklebox_client.cdp` beneath it works with any Chrome."""

from .api import APIClient
from .api_base import APIClientBase

__all__ = ["APIClient", "APIClientBase"]
