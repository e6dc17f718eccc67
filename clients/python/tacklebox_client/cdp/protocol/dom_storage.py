"""The domain DOMStorage of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

# API status: experimental
SerializedStorageKey = str


class _StorageIdRequired(t.TypedDict):
    isLocalStorage: bool


# API status: experimental
class StorageId(_StorageIdRequired, total=False):
    """DOM Storage identifier.

    securityOrigin: Security origin for the storage.
    storageKey: Represents a key by which DOM Storage keys its CachedStorageAreas
    isLocalStorage: Whether the storage is local storage (not session storage).
    """

    securityOrigin: str
    storageKey: SerializedStorageKey


# API status: experimental
# DOM Storage item.
Item = t.List["str"]


class GetDOMStorageItemsReturns(t.TypedDict):
    """What `DOMStorage.getDOMStorageItems` returns.

    entries
    """

    entries: t.List[Item]


class DomStorageItemAddedEvent(t.TypedDict):
    """The parameters of the event `DOMStorage.domStorageItemAdded`.

    storageId
    key
    newValue
    """

    storageId: StorageId
    key: str
    newValue: str


class DomStorageItemRemovedEvent(t.TypedDict):
    """The parameters of the event `DOMStorage.domStorageItemRemoved`.

    storageId
    key
    """

    storageId: StorageId
    key: str


class DomStorageItemUpdatedEvent(t.TypedDict):
    """The parameters of the event `DOMStorage.domStorageItemUpdated`.

    storageId
    key
    oldValue
    newValue
    """

    storageId: StorageId
    key: str
    oldValue: str
    newValue: str


class DomStorageItemsClearedEvent(t.TypedDict):
    """The parameters of the event `DOMStorage.domStorageItemsCleared`.

    storageId
    """

    storageId: StorageId


# API status: experimental
class DOMStorageDomain(ProtocolDomain):
    """Query and modify DOM storage."""

    # API status: experimental
    def clear(self, storage_id: StorageId) -> Reply[t.Dict[str, t.Any]]:
        """`DOMStorage.clear`.

        storage_id
        """
        return self._call("DOMStorage.clear", {"storageId": storage_id})

    # API status: experimental
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disables storage tracking, prevents storage events from being sent to the client."""
        return self._call("DOMStorage.disable", {})

    # API status: experimental
    def enable(self) -> Reply[t.Dict[str, t.Any]]:
        """Enables storage tracking, storage events will now be delivered to the client."""
        return self._call("DOMStorage.enable", {})

    # API status: experimental
    def get_dom_storage_items(self, storage_id: StorageId) -> Reply[GetDOMStorageItemsReturns]:
        """`DOMStorage.getDOMStorageItems`.

        storage_id
        """
        return self._call("DOMStorage.getDOMStorageItems", {"storageId": storage_id})

    # API status: experimental
    def remove_dom_storage_item(self, storage_id: StorageId, key: str) -> Reply[t.Dict[str, t.Any]]:
        """`DOMStorage.removeDOMStorageItem`.

        storage_id
        key
        """
        return self._call("DOMStorage.removeDOMStorageItem", {"storageId": storage_id, "key": key})

    # API status: experimental
    def set_dom_storage_item(self, storage_id: StorageId, key: str, value: str) -> Reply[t.Dict[str, t.Any]]:
        """`DOMStorage.setDOMStorageItem`.

        storage_id
        key
        value
        """
        return self._call("DOMStorage.setDOMStorageItem", {"storageId": storage_id, "key": key, "value": value})

    # API status: experimental
    @property
    def dom_storage_item_added(self) -> EventSource[DomStorageItemAddedEvent]:
        """`DOMStorage.domStorageItemAdded`."""
        return self._event("DOMStorage.domStorageItemAdded")

    # API status: experimental
    @property
    def dom_storage_item_removed(self) -> EventSource[DomStorageItemRemovedEvent]:
        """`DOMStorage.domStorageItemRemoved`."""
        return self._event("DOMStorage.domStorageItemRemoved")

    # API status: experimental
    @property
    def dom_storage_item_updated(self) -> EventSource[DomStorageItemUpdatedEvent]:
        """`DOMStorage.domStorageItemUpdated`."""
        return self._event("DOMStorage.domStorageItemUpdated")

    # API status: experimental
    @property
    def dom_storage_items_cleared(self) -> EventSource[DomStorageItemsClearedEvent]:
        """`DOMStorage.domStorageItemsCleared`."""
        return self._event("DOMStorage.domStorageItemsCleared")
