"""The domain Extensions of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..reply import Reply

# API status: experimental
# Storage areas.
StorageArea = t.Literal["session", "local", "sync", "managed"]


# API status: experimental
class ExtensionInfo(t.TypedDict):
    """Detailed information about an extension.

    id: Extension id.
    name: Extension name.
    version: Extension version.
    path: The path from which the extension was loaded.
    enabled: Extension enabled status.
    """

    id: str
    name: str
    version: str
    path: str
    enabled: bool


class LoadUnpackedReturns(t.TypedDict):
    """What `Extensions.loadUnpacked` returns.

    id: Extension id.
    """

    id: str


class GetExtensionsReturns(t.TypedDict):
    """What `Extensions.getExtensions` returns.

    extensions
    """

    extensions: t.List[ExtensionInfo]


class GetStorageItemsReturns(t.TypedDict):
    """What `Extensions.getStorageItems` returns.

    data
    """

    data: t.Dict[str, t.Any]


# API status: experimental
class ExtensionsDomain(ProtocolDomain):
    """Defines commands and events for browser extensions."""

    # API status: experimental
    def trigger_action(self, id: str, target_id: str) -> Reply[t.Dict[str, t.Any]]:
        """Runs an extension default action.

        id: Extension id.
        target_id: A tab target ID to trigger the default extension action on.
        """
        return self._call("Extensions.triggerAction", {"id": id, "targetId": target_id})

    # API status: experimental
    def load_unpacked(self, path: str, *, enable_in_incognito: t.Optional[bool] = None) -> Reply[LoadUnpackedReturns]:
        """Installs an unpacked extension from the filesystem similar to
        --load-extension CLI flags. Returns extension ID once the extension
        has been installed.

        path: Absolute file path.
        enable_in_incognito: Enable the extension in incognito
        """
        return self._call("Extensions.loadUnpacked", {"path": path, "enableInIncognito": enable_in_incognito})

    # API status: experimental
    def get_extensions(self) -> Reply[GetExtensionsReturns]:
        """Gets a list of all unpacked extensions."""
        return self._call("Extensions.getExtensions", {})

    # API status: experimental
    def uninstall(self, id: str) -> Reply[t.Dict[str, t.Any]]:
        """Uninstalls an unpacked extension (others not supported) from the profile.

        id: Extension id.
        """
        return self._call("Extensions.uninstall", {"id": id})

    # API status: experimental
    def get_storage_items(
        self,
        id: str,
        storage_area: StorageArea,
        *,
        keys: t.Optional[t.List[str]] = None,
    ) -> Reply[GetStorageItemsReturns]:
        """Gets data from extension storage in the given `storageArea`. If `keys` is
        specified, these are used to filter the result.

        id: ID of extension.
        storage_area: StorageArea to retrieve data from.
        keys: Keys to retrieve.
        """
        return self._call("Extensions.getStorageItems", {"id": id, "storageArea": storage_area, "keys": keys})

    # API status: experimental
    def remove_storage_items(self, id: str, storage_area: StorageArea, keys: t.List[str]) -> Reply[t.Dict[str, t.Any]]:
        """Removes `keys` from extension storage in the given `storageArea`.

        id: ID of extension.
        storage_area: StorageArea to remove data from.
        keys: Keys to remove.
        """
        return self._call("Extensions.removeStorageItems", {"id": id, "storageArea": storage_area, "keys": keys})

    # API status: experimental
    def clear_storage_items(self, id: str, storage_area: StorageArea) -> Reply[t.Dict[str, t.Any]]:
        """Clears extension storage in the given `storageArea`.

        id: ID of extension.
        storage_area: StorageArea to remove data from.
        """
        return self._call("Extensions.clearStorageItems", {"id": id, "storageArea": storage_area})

    # API status: experimental
    def set_storage_items(
        self,
        id: str,
        storage_area: StorageArea,
        values: t.Dict[str, t.Any],
    ) -> Reply[t.Dict[str, t.Any]]:
        """Sets `values` in extension storage in the given `storageArea`. The provided `values`
        will be merged with existing values in the storage area.

        id: ID of extension.
        storage_area: StorageArea to set data in.
        values: Values to set.
        """
        return self._call("Extensions.setStorageItems", {"id": id, "storageArea": storage_area, "values": values})
