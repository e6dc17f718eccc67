"""The domain FileSystem of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import network as _network
    from . import storage as _storage


# API status: experimental
class File(t.TypedDict):
    """The type `FileSystem.File`.

    name
    lastModified: Timestamp
    size: Size in bytes
    type
    """

    name: str
    lastModified: _network.TimeSinceEpoch
    size: float
    type: str


# API status: experimental
class Directory(t.TypedDict):
    """The type `FileSystem.Directory`.

    name
    nestedDirectories
    nestedFiles: Files that are directly nested under this directory.
    """

    name: str
    nestedDirectories: t.List[str]
    nestedFiles: t.List[File]


class _BucketFileSystemLocatorRequired(t.TypedDict):
    storageKey: _storage.SerializedStorageKey
    pathComponents: t.List[str]


# API status: experimental
class BucketFileSystemLocator(_BucketFileSystemLocatorRequired, total=False):
    """The type `FileSystem.BucketFileSystemLocator`.

    storageKey: Storage key
    bucketName: Bucket name. Not passing a `bucketName` will retrieve the default Bucket.
        (https://developer.mozilla.org/en-US/docs/Web/API/Storage_API#storage_buckets)
    pathComponents: Path to the directory using each path component as an array item.
    """

    bucketName: str


class GetDirectoryReturns(t.TypedDict):
    """What `FileSystem.getDirectory` returns.

    directory: Returns the directory object at the path.
    """

    directory: Directory


# API status: experimental
class FileSystemDomain(ProtocolDomain):
    """The domain FileSystem."""

    # API status: experimental
    def get_directory(self, bucket_file_system_locator: BucketFileSystemLocator) -> Reply[GetDirectoryReturns]:
        """`FileSystem.getDirectory`.

        bucket_file_system_locator
        """
        return self._call("FileSystem.getDirectory", {"bucketFileSystemLocator": bucket_file_system_locator})
