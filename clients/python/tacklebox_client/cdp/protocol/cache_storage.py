"""The domain CacheStorage of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import storage as _storage

# API status: experimental
# Unique identifier of the Cache object.
CacheId = str

# API status: experimental
# type of HTTP response cached
CachedResponseType = t.Literal["basic", "cors", "default", "error", "opaqueResponse", "opaqueRedirect"]


# API status: experimental
class DataEntry(t.TypedDict):
    """Data entry.

    requestURL: Request URL.
    requestMethod: Request method.
    requestHeaders: Request headers
    responseTime: Number of seconds since epoch.
    responseStatus: HTTP response status code.
    responseStatusText: HTTP response status text.
    responseType: HTTP response type
    responseHeaders: Response headers
    """

    requestURL: str
    requestMethod: str
    requestHeaders: t.List[Header]
    responseTime: float
    responseStatus: int
    responseStatusText: str
    responseType: CachedResponseType
    responseHeaders: t.List[Header]


class _CacheRequired(t.TypedDict):
    cacheId: CacheId
    securityOrigin: str
    storageKey: str
    cacheName: str


# API status: experimental
class Cache(_CacheRequired, total=False):
    """Cache identifier.

    cacheId: An opaque unique id of the cache.
    securityOrigin: Security origin of the cache.
    storageKey: Storage key of the cache.
    storageBucket: Storage bucket of the cache.
    cacheName: The name of the cache.
    """

    storageBucket: _storage.StorageBucket


# API status: experimental
class Header(t.TypedDict):
    """The type `CacheStorage.Header`.

    name
    value
    """

    name: str
    value: str


# API status: experimental
class CachedResponse(t.TypedDict):
    """Cached response

    body: Entry content, base64-encoded.
    """

    body: str


class RequestCacheNamesReturns(t.TypedDict):
    """What `CacheStorage.requestCacheNames` returns.

    caches: Caches for the security origin.
    """

    caches: t.List[Cache]


class RequestCachedResponseReturns(t.TypedDict):
    """What `CacheStorage.requestCachedResponse` returns.

    response: Response read from the cache.
    """

    response: CachedResponse


class RequestEntriesReturns(t.TypedDict):
    """What `CacheStorage.requestEntries` returns.

    cacheDataEntries: Array of object store data entries.
    returnCount: Count of returned entries from this storage. If pathFilter is empty, it is the
        count of all entries from this storage.
    """

    cacheDataEntries: t.List[DataEntry]
    returnCount: float


# API status: experimental
class CacheStorageDomain(ProtocolDomain):
    """The domain CacheStorage."""

    # API status: experimental
    def delete_cache(self, cache_id: CacheId) -> Reply[t.Dict[str, t.Any]]:
        """Deletes a cache.

        cache_id: Id of cache for deletion.
        """
        return self._call("CacheStorage.deleteCache", {"cacheId": cache_id})

    # API status: experimental
    def delete_entry(self, cache_id: CacheId, request: str) -> Reply[t.Dict[str, t.Any]]:
        """Deletes a cache entry.

        cache_id: Id of cache where the entry will be deleted.
        request: URL spec of the request.
        """
        return self._call("CacheStorage.deleteEntry", {"cacheId": cache_id, "request": request})

    # API status: experimental
    def request_cache_names(
        self,
        *,
        security_origin: t.Optional[str] = None,
        storage_key: t.Optional[str] = None,
        storage_bucket: t.Optional[_storage.StorageBucket] = None,
    ) -> Reply[RequestCacheNamesReturns]:
        """Requests cache names.

        security_origin: At least and at most one of securityOrigin, storageKey,
            storageBucket must be specified. Security origin.
        storage_key: Storage key.
        storage_bucket: Storage bucket. If not specified, it uses the default bucket.
        """
        return self._call(
            "CacheStorage.requestCacheNames",
            {
                "securityOrigin": security_origin,
                "storageKey": storage_key,
                "storageBucket": storage_bucket,
            },
        )

    # API status: experimental
    def request_cached_response(
        self,
        cache_id: CacheId,
        request_url: str,
        request_headers: t.List[Header],
    ) -> Reply[RequestCachedResponseReturns]:
        """Fetches cache entry.

        cache_id: Id of cache that contains the entry.
        request_url: URL spec of the request.
        request_headers: headers of the request.
        """
        return self._call(
            "CacheStorage.requestCachedResponse",
            {
                "cacheId": cache_id,
                "requestURL": request_url,
                "requestHeaders": request_headers,
            },
        )

    # API status: experimental
    def request_entries(
        self,
        cache_id: CacheId,
        *,
        skip_count: t.Optional[int] = None,
        page_size: t.Optional[int] = None,
        path_filter: t.Optional[str] = None,
    ) -> Reply[RequestEntriesReturns]:
        """Requests data from cache.

        cache_id: ID of cache to get entries from.
        skip_count: Number of records to skip.
        page_size: Number of records to fetch.
        path_filter: If present, only return the entries containing this substring in the
            path
        """
        return self._call(
            "CacheStorage.requestEntries",
            {
                "cacheId": cache_id,
                "skipCount": skip_count,
                "pageSize": page_size,
                "pathFilter": path_filter,
            },
        )
