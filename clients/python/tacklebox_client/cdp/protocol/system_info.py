"""The domain SystemInfo of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..reply import Reply


class _GPUDeviceRequired(t.TypedDict):
    vendorId: float
    deviceId: float
    vendorString: str
    deviceString: str
    driverVendor: str
    driverVersion: str


# API status: experimental
class GPUDevice(_GPUDeviceRequired, total=False):
    """Describes a single graphics processor (GPU).

    vendorId: PCI ID of the GPU vendor, if available; 0 otherwise.
    deviceId: PCI ID of the GPU device, if available; 0 otherwise.
    subSysId: Sub sys ID of the GPU, only available on Windows.
    revision: Revision of the GPU, only available on Windows.
    vendorString: String description of the GPU vendor, if the PCI ID is not available.
    deviceString: String description of the GPU device, if the PCI ID is not available.
    driverVendor: String description of the GPU driver vendor.
    driverVersion: String description of the GPU driver version.
    """

    subSysId: float
    revision: float


# API status: experimental
class Size(t.TypedDict):
    """Describes the width and height dimensions of an entity.

    width: Width in pixels.
    height: Height in pixels.
    """

    width: int
    height: int


# API status: experimental
class VideoDecodeAcceleratorCapability(t.TypedDict):
    """Describes a supported video decoding profile with its associated minimum and
    maximum resolutions.

    profile: Video codec profile that is supported, e.g. VP9 Profile 2.
    maxResolution: Maximum video dimensions in pixels supported for this |profile|.
    minResolution: Minimum video dimensions in pixels supported for this |profile|.
    """

    profile: str
    maxResolution: Size
    minResolution: Size


# API status: experimental
class VideoEncodeAcceleratorCapability(t.TypedDict):
    """Describes a supported video encoding profile with its associated maximum
    resolution and maximum framerate.

    profile: Video codec profile that is supported, e.g H264 Main.
    maxResolution: Maximum video dimensions in pixels supported for this |profile|.
    maxFramerateNumerator: Maximum encoding framerate in frames per second supported for this
        |profile|, as fraction's numerator and denominator, e.g. 24/1 fps, 24000/1001 fps, etc.
    maxFramerateDenominator
    """

    profile: str
    maxResolution: Size
    maxFramerateNumerator: int
    maxFramerateDenominator: int


# API status: experimental
# YUV subsampling type of the pixels of a given image.
SubsamplingFormat = t.Literal["yuv420", "yuv422", "yuv444"]

# API status: experimental
# Image format of a given image.
ImageType = t.Literal["jpeg", "webp", "unknown"]


class _GPUInfoRequired(t.TypedDict):
    devices: t.List[GPUDevice]
    driverBugWorkarounds: t.List[str]
    videoDecoding: t.List[VideoDecodeAcceleratorCapability]
    videoEncoding: t.List[VideoEncodeAcceleratorCapability]


# API status: experimental
class GPUInfo(_GPUInfoRequired, total=False):
    """Provides information about the GPU(s) on the system.

    devices: The graphics devices on the system. Element 0 is the primary GPU.
    auxAttributes: An optional dictionary of additional GPU related attributes.
    featureStatus: An optional dictionary of graphics features and their status.
    driverBugWorkarounds: An optional array of GPU driver bug workarounds.
    videoDecoding: Supported accelerated video decoding capabilities.
    videoEncoding: Supported accelerated video encoding capabilities.
    """

    auxAttributes: t.Dict[str, t.Any]
    featureStatus: t.Dict[str, t.Any]


# API status: experimental
class ProcessInfo(t.TypedDict):
    """Represents process info.

    type: Specifies process type.
    id: Specifies process id.
    cpuTime: Specifies cumulative CPU usage in seconds across all threads of the process since
        the process start.
    """

    type: str
    id: int
    cpuTime: float


class GetInfoReturns(t.TypedDict):
    """What `SystemInfo.getInfo` returns.

    gpu: Information about the GPUs on the system.
    modelName: A platform-dependent description of the model of the machine. On Mac OS, this is,
        for example, 'MacBookPro'. Will be the empty string if not supported.
    modelVersion: A platform-dependent description of the version of the machine. On Mac OS,
        this is, for example, '10.1'. Will be the empty string if not supported.
    commandLine: The command line string used to launch the browser. Will be the empty string if
        not supported.
    """

    gpu: GPUInfo
    modelName: str
    modelVersion: str
    commandLine: str


class GetFeatureStateReturns(t.TypedDict):
    """What `SystemInfo.getFeatureState` returns.

    featureEnabled
    """

    featureEnabled: bool


class GetProcessInfoReturns(t.TypedDict):
    """What `SystemInfo.getProcessInfo` returns.

    processInfo: An array of process info blocks.
    """

    processInfo: t.List[ProcessInfo]


# API status: experimental
class SystemInfoDomain(ProtocolDomain):
    """The SystemInfo domain defines methods and events for querying low-level system information."""

    # API status: experimental
    def get_info(self) -> Reply[GetInfoReturns]:
        """Returns information about the system."""
        return self._call("SystemInfo.getInfo", {})

    # API status: experimental
    def get_feature_state(self, feature_state: str) -> Reply[GetFeatureStateReturns]:
        """Returns information about the feature state.

        feature_state
        """
        return self._call("SystemInfo.getFeatureState", {"featureState": feature_state})

    # API status: experimental
    def get_process_info(self) -> Reply[GetProcessInfoReturns]:
        """Returns information about all running processes."""
        return self._call("SystemInfo.getProcessInfo", {})
