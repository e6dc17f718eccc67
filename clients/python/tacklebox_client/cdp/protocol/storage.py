"""The domain Storage of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import browser as _browser
    from . import network as _network
    from . import page as _page

# API status: experimental
SerializedStorageKey = str

# API status: experimental
# Enum of possible storage types.
StorageType = t.Literal[
    "cookies",
    "file_systems",
    "indexeddb",
    "local_storage",
    "shader_cache",
    "websql",
    "service_workers",
    "cache_storage",
    "storage_buckets",
    "all",
    "other",
]


# API status: experimental
class UsageForType(t.TypedDict):
    """Usage for a storage type.

    storageType: Name of storage type.
    usage: Storage usage (bytes).
    """

    storageType: StorageType
    usage: float


# API status: experimental
class TrustTokens(t.TypedDict):
    """Pair of issuer origin and number of available (signed, but not used) Trust
    Tokens from that issuer.

    issuerOrigin
    count
    """

    issuerOrigin: str
    count: float


# API status: experimental
class PrivateVerificationToken(t.TypedDict):
    """Details of a stored Private Verification Token.

    id: Unique identifier of the token in the database.
    issuerOrigin: Origin of the token issuer.
    keyId: Public key ID used to issue the token.
    expiration: Expiration timestamp in seconds since the epoch.
    creationTime: Token creation timestamp in seconds since the epoch.
    version: Token protocol version.
    token: Base64-encoded serialized token.
    """

    id: str
    issuerOrigin: str
    keyId: int
    expiration: _network.TimeSinceEpoch
    creationTime: _network.TimeSinceEpoch
    version: int
    token: str


# API status: experimental
class PrivateVerificationTokensIssuerConfig(t.TypedDict):
    """Configuration for a Private Verification Tokens issuer.

    issuerOrigin: Origin of the token issuer.
    redeemerOrigins: Origins authorized to redeem tokens from this issuer.
    """

    issuerOrigin: str
    redeemerOrigins: t.List[str]


# API status: experimental
StorageBucketsDurability = t.Literal["relaxed", "strict"]


class _StorageBucketRequired(t.TypedDict):
    storageKey: SerializedStorageKey


# API status: experimental
class StorageBucket(_StorageBucketRequired, total=False):
    """The type `Storage.StorageBucket`.

    storageKey
    name: If not specified, it is the default bucket of the storageKey.
    """

    name: str


# API status: experimental
class StorageBucketInfo(t.TypedDict):
    """The type `Storage.StorageBucketInfo`.

    bucket
    id
    expiration
    quota: Storage quota (bytes).
    persistent
    durability
    """

    bucket: StorageBucket
    id: str
    expiration: _network.TimeSinceEpoch
    quota: float
    persistent: bool
    durability: StorageBucketsDurability


class GetStorageKeyForFrameReturns(t.TypedDict):
    """What `Storage.getStorageKeyForFrame` returns.

    storageKey
    """

    storageKey: SerializedStorageKey


class GetStorageKeyReturns(t.TypedDict):
    """What `Storage.getStorageKey` returns.

    storageKey
    """

    storageKey: SerializedStorageKey


class GetCookiesReturns(t.TypedDict):
    """What `Storage.getCookies` returns.

    cookies: Array of cookie objects.
    """

    cookies: t.List[_network.Cookie]


class GetUsageAndQuotaReturns(t.TypedDict):
    """What `Storage.getUsageAndQuota` returns.

    usage: Storage usage (bytes).
    quota: Storage quota (bytes).
    overrideActive: Whether or not the origin has an active storage quota override
    usageBreakdown: Storage usage per type (bytes).
    """

    usage: float
    quota: float
    overrideActive: bool
    usageBreakdown: t.List[UsageForType]


class GetTrustTokensReturns(t.TypedDict):
    """What `Storage.getTrustTokens` returns.

    tokens
    """

    tokens: t.List[TrustTokens]


class ClearTrustTokensReturns(t.TypedDict):
    """What `Storage.clearTrustTokens` returns.

    didDeleteTokens: True if any tokens were deleted, false otherwise.
    """

    didDeleteTokens: bool


class GetPrivateVerificationTokensReturns(t.TypedDict):
    """What `Storage.getPrivateVerificationTokens` returns.

    tokens
    """

    tokens: t.List[PrivateVerificationToken]


class GetPrivateVerificationTokensIssuerConfigsReturns(t.TypedDict):
    """What `Storage.getPrivateVerificationTokensIssuerConfigs` returns.

    configs
    """

    configs: t.List[PrivateVerificationTokensIssuerConfig]


class RunBounceTrackingMitigationsReturns(t.TypedDict):
    """What `Storage.runBounceTrackingMitigations` returns.

    deletedSites
    """

    deletedSites: t.List[str]


class CacheStorageContentUpdatedEvent(t.TypedDict):
    """The parameters of the event `Storage.cacheStorageContentUpdated`.

    origin: Origin to update.
    storageKey: Storage key to update.
    bucketId: Storage bucket to update.
    cacheName: Name of cache in origin.
    """

    origin: str
    storageKey: str
    bucketId: str
    cacheName: str


class CacheStorageListUpdatedEvent(t.TypedDict):
    """The parameters of the event `Storage.cacheStorageListUpdated`.

    origin: Origin to update.
    storageKey: Storage key to update.
    bucketId: Storage bucket to update.
    """

    origin: str
    storageKey: str
    bucketId: str


class IndexedDBContentUpdatedEvent(t.TypedDict):
    """The parameters of the event `Storage.indexedDBContentUpdated`.

    origin: Origin to update.
    storageKey: Storage key to update.
    bucketId: Storage bucket to update.
    databaseName: Database to update.
    objectStoreName: ObjectStore to update.
    """

    origin: str
    storageKey: str
    bucketId: str
    databaseName: str
    objectStoreName: str


class IndexedDBListUpdatedEvent(t.TypedDict):
    """The parameters of the event `Storage.indexedDBListUpdated`.

    origin: Origin to update.
    storageKey: Storage key to update.
    bucketId: Storage bucket to update.
    """

    origin: str
    storageKey: str
    bucketId: str


class StorageBucketCreatedOrUpdatedEvent(t.TypedDict):
    """The parameters of the event `Storage.storageBucketCreatedOrUpdated`.

    bucketInfo
    """

    bucketInfo: StorageBucketInfo


class StorageBucketDeletedEvent(t.TypedDict):
    """The parameters of the event `Storage.storageBucketDeleted`.

    bucketId
    """

    bucketId: str


# API status: experimental
class StorageDomain(ProtocolDomain):
    """The domain Storage."""

    # API status: experimental
    # Deprecated.
    def get_storage_key_for_frame(self, frame_id: _page.FrameId) -> Reply[GetStorageKeyForFrameReturns]:
        """Returns a storage key given a frame id.
        Deprecated. Please use Storage.getStorageKey instead.

        frame_id
        """
        return self._call("Storage.getStorageKeyForFrame", {"frameId": frame_id})

    # API status: experimental
    def get_storage_key(self, *, frame_id: t.Optional[_page.FrameId] = None) -> Reply[GetStorageKeyReturns]:
        """Returns storage key for the given frame. If no frame ID is provided,
        the storage key of the target executing this command is returned.

        frame_id
        """
        return self._call("Storage.getStorageKey", {"frameId": frame_id})

    # API status: experimental
    def clear_data_for_origin(self, origin: str, storage_types: str) -> Reply[t.Dict[str, t.Any]]:
        """Clears storage for origin.

        origin: Security origin.
        storage_types: Comma separated list of StorageType to clear.
        """
        return self._call("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": storage_types})

    # API status: experimental
    def clear_data_for_storage_key(self, storage_key: str, storage_types: str) -> Reply[t.Dict[str, t.Any]]:
        """Clears storage for storage key.

        storage_key: Storage key.
        storage_types: Comma separated list of StorageType to clear.
        """
        return self._call("Storage.clearDataForStorageKey", {"storageKey": storage_key, "storageTypes": storage_types})

    # API status: experimental
    def get_cookies(
        self,
        *,
        browser_context_id: t.Optional[_browser.BrowserContextID] = None,
    ) -> Reply[GetCookiesReturns]:
        """Returns all browser cookies.

        browser_context_id: Browser context to use when called on the browser endpoint.
        """
        return self._call("Storage.getCookies", {"browserContextId": browser_context_id})

    # API status: experimental
    def set_cookies(
        self,
        cookies: t.List[_network.CookieParam],
        *,
        browser_context_id: t.Optional[_browser.BrowserContextID] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Sets given cookies.

        cookies: Cookies to be set.
        browser_context_id: Browser context to use when called on the browser endpoint.
        """
        return self._call("Storage.setCookies", {"cookies": cookies, "browserContextId": browser_context_id})

    # API status: experimental
    def clear_cookies(
        self,
        *,
        browser_context_id: t.Optional[_browser.BrowserContextID] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Clears cookies.

        browser_context_id: Browser context to use when called on the browser endpoint.
        """
        return self._call("Storage.clearCookies", {"browserContextId": browser_context_id})

    # API status: experimental
    def get_usage_and_quota(self, origin: str) -> Reply[GetUsageAndQuotaReturns]:
        """Returns usage and quota in bytes.

        origin: Security origin.
        """
        return self._call("Storage.getUsageAndQuota", {"origin": origin})

    # API status: experimental
    def override_quota_for_origin(
        self,
        origin: str,
        *,
        quota_size: t.Optional[float] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Override quota for the specified origin

        origin: Security origin.
        quota_size: The quota size (in bytes) to override the original quota with. If this
            is called multiple times, the overridden quota will be equal to the quotaSize
            provided in the final call. If this is called without specifying a quotaSize,
            the quota will be reset to the default value for the specified origin. If this
            is called multiple times with different origins, the override will be maintained
            for each origin until it is disabled (called without a quotaSize).
        """
        return self._call("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": quota_size})

    # API status: experimental
    def track_cache_storage_for_origin(self, origin: str) -> Reply[t.Dict[str, t.Any]]:
        """Registers origin to be notified when an update occurs to its cache storage list.

        origin: Security origin.
        """
        return self._call("Storage.trackCacheStorageForOrigin", {"origin": origin})

    # API status: experimental
    def track_cache_storage_for_storage_key(self, storage_key: str) -> Reply[t.Dict[str, t.Any]]:
        """Registers storage key to be notified when an update occurs to its cache storage
        list.

        storage_key: Storage key.
        """
        return self._call("Storage.trackCacheStorageForStorageKey", {"storageKey": storage_key})

    # API status: experimental
    def track_indexed_db_for_origin(self, origin: str) -> Reply[t.Dict[str, t.Any]]:
        """Registers origin to be notified when an update occurs to its IndexedDB.

        origin: Security origin.
        """
        return self._call("Storage.trackIndexedDBForOrigin", {"origin": origin})

    # API status: experimental
    def track_indexed_db_for_storage_key(self, storage_key: str) -> Reply[t.Dict[str, t.Any]]:
        """Registers storage key to be notified when an update occurs to its IndexedDB.

        storage_key: Storage key.
        """
        return self._call("Storage.trackIndexedDBForStorageKey", {"storageKey": storage_key})

    # API status: experimental
    def untrack_cache_storage_for_origin(self, origin: str) -> Reply[t.Dict[str, t.Any]]:
        """Unregisters origin from receiving notifications for cache storage.

        origin: Security origin.
        """
        return self._call("Storage.untrackCacheStorageForOrigin", {"origin": origin})

    # API status: experimental
    def untrack_cache_storage_for_storage_key(self, storage_key: str) -> Reply[t.Dict[str, t.Any]]:
        """Unregisters storage key from receiving notifications for cache storage.

        storage_key: Storage key.
        """
        return self._call("Storage.untrackCacheStorageForStorageKey", {"storageKey": storage_key})

    # API status: experimental
    def untrack_indexed_db_for_origin(self, origin: str) -> Reply[t.Dict[str, t.Any]]:
        """Unregisters origin from receiving notifications for IndexedDB.

        origin: Security origin.
        """
        return self._call("Storage.untrackIndexedDBForOrigin", {"origin": origin})

    # API status: experimental
    def untrack_indexed_db_for_storage_key(self, storage_key: str) -> Reply[t.Dict[str, t.Any]]:
        """Unregisters storage key from receiving notifications for IndexedDB.

        storage_key: Storage key.
        """
        return self._call("Storage.untrackIndexedDBForStorageKey", {"storageKey": storage_key})

    # API status: experimental
    def get_trust_tokens(self) -> Reply[GetTrustTokensReturns]:
        """Returns the number of stored Trust Tokens per issuer for the
        current browsing context.
        """
        return self._call("Storage.getTrustTokens", {})

    # API status: experimental
    def clear_trust_tokens(self, issuer_origin: str) -> Reply[ClearTrustTokensReturns]:
        """Removes all Trust Tokens issued by the provided issuerOrigin.
        Leaves other stored data, including the issuer's Redemption Records, intact.

        issuer_origin
        """
        return self._call("Storage.clearTrustTokens", {"issuerOrigin": issuer_origin})

    # API status: experimental
    def get_private_verification_tokens(self) -> Reply[GetPrivateVerificationTokensReturns]:
        """Returns all stored Private Verification Tokens for the current browsing
        context.
        """
        return self._call("Storage.getPrivateVerificationTokens", {})

    # API status: experimental
    def get_private_verification_tokens_issuer_configs(self) -> Reply[GetPrivateVerificationTokensIssuerConfigsReturns]:
        """Returns the configured Private Verification Tokens issuers and their redeemer
        origins.
        """
        return self._call("Storage.getPrivateVerificationTokensIssuerConfigs", {})

    # API status: experimental
    def clear_private_verification_tokens(self, issuer_origin: str) -> Reply[t.Dict[str, t.Any]]:
        """Removes all Private Verification Tokens issued by the provided issuerOrigin.

        issuer_origin
        """
        return self._call("Storage.clearPrivateVerificationTokens", {"issuerOrigin": issuer_origin})

    # API status: experimental
    def delete_private_verification_token(self, token_id: str) -> Reply[t.Dict[str, t.Any]]:
        """Removes a specific Private Verification Token by its ID.

        token_id
        """
        return self._call("Storage.deletePrivateVerificationToken", {"tokenId": token_id})

    # API status: experimental
    def set_private_verification_tokens_tracking(self, enable: bool) -> Reply[t.Dict[str, t.Any]]:
        """Set tracking for Private Verification Tokens.

        enable
        """
        return self._call("Storage.setPrivateVerificationTokensTracking", {"enable": enable})

    # API status: experimental
    def set_storage_bucket_tracking(self, storage_key: str, enable: bool) -> Reply[t.Dict[str, t.Any]]:
        """Set tracking for a storage key's buckets.

        storage_key
        enable
        """
        return self._call("Storage.setStorageBucketTracking", {"storageKey": storage_key, "enable": enable})

    # API status: experimental
    def delete_storage_bucket(self, bucket: StorageBucket) -> Reply[t.Dict[str, t.Any]]:
        """Deletes the Storage Bucket with the given storage key and bucket name.

        bucket
        """
        return self._call("Storage.deleteStorageBucket", {"bucket": bucket})

    # API status: experimental
    def run_bounce_tracking_mitigations(self) -> Reply[RunBounceTrackingMitigationsReturns]:
        """Deletes state for sites identified as potential bounce trackers, immediately."""
        return self._call("Storage.runBounceTrackingMitigations", {})

    # API status: experimental
    @property
    def cache_storage_content_updated(self) -> EventSource[CacheStorageContentUpdatedEvent]:
        """A cache's contents have been modified."""
        return self._event("Storage.cacheStorageContentUpdated")

    # API status: experimental
    @property
    def cache_storage_list_updated(self) -> EventSource[CacheStorageListUpdatedEvent]:
        """A cache has been added/deleted."""
        return self._event("Storage.cacheStorageListUpdated")

    # API status: experimental
    @property
    def indexed_db_content_updated(self) -> EventSource[IndexedDBContentUpdatedEvent]:
        """The origin's IndexedDB object store has been modified."""
        return self._event("Storage.indexedDBContentUpdated")

    # API status: experimental
    @property
    def indexed_db_list_updated(self) -> EventSource[IndexedDBListUpdatedEvent]:
        """The origin's IndexedDB database list has been modified."""
        return self._event("Storage.indexedDBListUpdated")

    # API status: experimental
    @property
    def storage_bucket_created_or_updated(self) -> EventSource[StorageBucketCreatedOrUpdatedEvent]:
        """`Storage.storageBucketCreatedOrUpdated`."""
        return self._event("Storage.storageBucketCreatedOrUpdated")

    # API status: experimental
    @property
    def storage_bucket_deleted(self) -> EventSource[StorageBucketDeletedEvent]:
        """`Storage.storageBucketDeleted`."""
        return self._event("Storage.storageBucketDeleted")

    # API status: experimental
    @property
    def private_verification_tokens_updated(self) -> EventSource[t.Dict[str, t.Any]]:
        """Private Verification Tokens have been stored or deleted."""
        return self._event("Storage.privateVerificationTokensUpdated")
