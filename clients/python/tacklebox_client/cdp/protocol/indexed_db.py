"""The domain IndexedDB of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import runtime as _runtime
    from . import storage as _storage


# API status: experimental
class DatabaseWithObjectStores(t.TypedDict):
    """Database with an array of object stores.

    name: Database name.
    version: Database version (type is not 'integer', as the standard requires the version
        number to be 'unsigned long long')
    objectStores: Object stores in this database.
    """

    name: str
    version: float
    objectStores: t.List[ObjectStore]


# API status: experimental
class ObjectStore(t.TypedDict):
    """Object store.

    name: Object store name.
    keyPath: Object store key path.
    autoIncrement: If true, object store has auto increment flag set.
    indexes: Indexes in this object store.
    """

    name: str
    keyPath: KeyPath
    autoIncrement: bool
    indexes: t.List[ObjectStoreIndex]


# API status: experimental
class ObjectStoreIndex(t.TypedDict):
    """Object store index.

    name: Index name.
    keyPath: Index key path.
    unique: If true, index is unique.
    multiEntry: If true, index allows multiple entries for a key.
    """

    name: str
    keyPath: KeyPath
    unique: bool
    multiEntry: bool


class _KeyRequired(t.TypedDict):
    type: t.Literal["number", "string", "date", "array"]


# API status: experimental
class Key(_KeyRequired, total=False):
    """Key.

    type: Key type.
    number: Number value.
    string: String value.
    date: Date value.
    array: Array value.
    """

    number: float
    string: str
    date: float
    array: t.List[Key]


class _KeyRangeRequired(t.TypedDict):
    lowerOpen: bool
    upperOpen: bool


# API status: experimental
class KeyRange(_KeyRangeRequired, total=False):
    """Key range.

    lower: Lower bound.
    upper: Upper bound.
    lowerOpen: If true lower bound is open.
    upperOpen: If true upper bound is open.
    """

    lower: Key
    upper: Key


# API status: experimental
class DataEntry(t.TypedDict):
    """Data entry.

    key: Key object.
    primaryKey: Primary key object.
    value: Value object.
    """

    key: _runtime.RemoteObject
    primaryKey: _runtime.RemoteObject
    value: _runtime.RemoteObject


class _KeyPathRequired(t.TypedDict):
    type: t.Literal["null", "string", "array"]


# API status: experimental
class KeyPath(_KeyPathRequired, total=False):
    """Key path.

    type: Key path type.
    string: String value.
    array: Array value.
    """

    string: str
    array: t.List[str]


class RequestDataReturns(t.TypedDict):
    """What `IndexedDB.requestData` returns.

    objectStoreDataEntries: Array of object store data entries.
    hasMore: If true, there are more entries to fetch in the given range.
    """

    objectStoreDataEntries: t.List[DataEntry]
    hasMore: bool


class GetMetadataReturns(t.TypedDict):
    """What `IndexedDB.getMetadata` returns.

    entriesCount: the entries count
    keyGeneratorValue: the current value of key generator, to become the next inserted key into
        the object store. Valid if objectStore.autoIncrement is true.
    """

    entriesCount: float
    keyGeneratorValue: float


class RequestDatabaseReturns(t.TypedDict):
    """What `IndexedDB.requestDatabase` returns.

    databaseWithObjectStores: Database with an array of object stores.
    """

    databaseWithObjectStores: DatabaseWithObjectStores


class RequestDatabaseNamesReturns(t.TypedDict):
    """What `IndexedDB.requestDatabaseNames` returns.

    databaseNames: Database names for origin.
    """

    databaseNames: t.List[str]


# API status: experimental
class IndexedDBDomain(ProtocolDomain):
    """The domain IndexedDB."""

    # API status: experimental
    def clear_object_store(
        self,
        database_name: str,
        object_store_name: str,
        *,
        security_origin: t.Optional[str] = None,
        storage_key: t.Optional[str] = None,
        storage_bucket: t.Optional[_storage.StorageBucket] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Clears all entries from an object store.

        database_name: Database name.
        object_store_name: Object store name.
        security_origin: At least and at most one of securityOrigin, storageKey, or
            storageBucket must be specified. Security origin.
        storage_key: Storage key.
        storage_bucket: Storage bucket. If not specified, it uses the default bucket.
        """
        return self._call(
            "IndexedDB.clearObjectStore",
            {
                "databaseName": database_name,
                "objectStoreName": object_store_name,
                "securityOrigin": security_origin,
                "storageKey": storage_key,
                "storageBucket": storage_bucket,
            },
        )

    # API status: experimental
    def delete_database(
        self,
        database_name: str,
        *,
        security_origin: t.Optional[str] = None,
        storage_key: t.Optional[str] = None,
        storage_bucket: t.Optional[_storage.StorageBucket] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Deletes a database.

        database_name: Database name.
        security_origin: At least and at most one of securityOrigin, storageKey, or
            storageBucket must be specified. Security origin.
        storage_key: Storage key.
        storage_bucket: Storage bucket. If not specified, it uses the default bucket.
        """
        return self._call(
            "IndexedDB.deleteDatabase",
            {
                "databaseName": database_name,
                "securityOrigin": security_origin,
                "storageKey": storage_key,
                "storageBucket": storage_bucket,
            },
        )

    # API status: experimental
    def delete_object_store_entries(
        self,
        database_name: str,
        object_store_name: str,
        key_range: KeyRange,
        *,
        security_origin: t.Optional[str] = None,
        storage_key: t.Optional[str] = None,
        storage_bucket: t.Optional[_storage.StorageBucket] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Delete a range of entries from an object store

        database_name
        object_store_name
        key_range: Range of entry keys to delete
        security_origin: At least and at most one of securityOrigin, storageKey, or
            storageBucket must be specified. Security origin.
        storage_key: Storage key.
        storage_bucket: Storage bucket. If not specified, it uses the default bucket.
        """
        return self._call(
            "IndexedDB.deleteObjectStoreEntries",
            {
                "databaseName": database_name,
                "objectStoreName": object_store_name,
                "keyRange": key_range,
                "securityOrigin": security_origin,
                "storageKey": storage_key,
                "storageBucket": storage_bucket,
            },
        )

    # API status: experimental
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disables events from backend."""
        return self._call("IndexedDB.disable", {})

    # API status: experimental
    def enable(self) -> Reply[t.Dict[str, t.Any]]:
        """Enables events from backend."""
        return self._call("IndexedDB.enable", {})

    # API status: experimental
    def request_data(
        self,
        database_name: str,
        object_store_name: str,
        skip_count: int,
        page_size: int,
        *,
        security_origin: t.Optional[str] = None,
        storage_key: t.Optional[str] = None,
        storage_bucket: t.Optional[_storage.StorageBucket] = None,
        index_name: t.Optional[str] = None,
        key_range: t.Optional[KeyRange] = None,
    ) -> Reply[RequestDataReturns]:
        """Requests data from object store or index.

        database_name: Database name.
        object_store_name: Object store name.
        skip_count: Number of records to skip.
        page_size: Number of records to fetch.
        security_origin: At least and at most one of securityOrigin, storageKey, or
            storageBucket must be specified. Security origin.
        storage_key: Storage key.
        storage_bucket: Storage bucket. If not specified, it uses the default bucket.
        index_name: Index name. If not specified, it performs an object store data request.
        key_range: Key range.
        """
        return self._call(
            "IndexedDB.requestData",
            {
                "databaseName": database_name,
                "objectStoreName": object_store_name,
                "skipCount": skip_count,
                "pageSize": page_size,
                "securityOrigin": security_origin,
                "storageKey": storage_key,
                "storageBucket": storage_bucket,
                "indexName": index_name,
                "keyRange": key_range,
            },
        )

    # API status: experimental
    def get_metadata(
        self,
        database_name: str,
        object_store_name: str,
        *,
        security_origin: t.Optional[str] = None,
        storage_key: t.Optional[str] = None,
        storage_bucket: t.Optional[_storage.StorageBucket] = None,
    ) -> Reply[GetMetadataReturns]:
        """Gets metadata of an object store.

        database_name: Database name.
        object_store_name: Object store name.
        security_origin: At least and at most one of securityOrigin, storageKey, or
            storageBucket must be specified. Security origin.
        storage_key: Storage key.
        storage_bucket: Storage bucket. If not specified, it uses the default bucket.
        """
        return self._call(
            "IndexedDB.getMetadata",
            {
                "databaseName": database_name,
                "objectStoreName": object_store_name,
                "securityOrigin": security_origin,
                "storageKey": storage_key,
                "storageBucket": storage_bucket,
            },
        )

    # API status: experimental
    def request_database(
        self,
        database_name: str,
        *,
        security_origin: t.Optional[str] = None,
        storage_key: t.Optional[str] = None,
        storage_bucket: t.Optional[_storage.StorageBucket] = None,
    ) -> Reply[RequestDatabaseReturns]:
        """Requests database with given name in given frame.

        database_name: Database name.
        security_origin: At least and at most one of securityOrigin, storageKey, or
            storageBucket must be specified. Security origin.
        storage_key: Storage key.
        storage_bucket: Storage bucket. If not specified, it uses the default bucket.
        """
        return self._call(
            "IndexedDB.requestDatabase",
            {
                "databaseName": database_name,
                "securityOrigin": security_origin,
                "storageKey": storage_key,
                "storageBucket": storage_bucket,
            },
        )

    # API status: experimental
    def request_database_names(
        self,
        *,
        security_origin: t.Optional[str] = None,
        storage_key: t.Optional[str] = None,
        storage_bucket: t.Optional[_storage.StorageBucket] = None,
    ) -> Reply[RequestDatabaseNamesReturns]:
        """Requests database names for given security origin.

        security_origin: At least and at most one of securityOrigin, storageKey, or
            storageBucket must be specified. Security origin.
        storage_key: Storage key.
        storage_bucket: Storage bucket. If not specified, it uses the default bucket.
        """
        return self._call(
            "IndexedDB.requestDatabaseNames",
            {
                "securityOrigin": security_origin,
                "storageKey": storage_key,
                "storageBucket": storage_bucket,
            },
        )
