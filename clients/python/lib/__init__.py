"""The client under the name that programs written for Chrome-Pool import."""

from tacklebox_client import APIClient, APIClientBase

__all__ = ["APIClient", "APIClientBase"]
