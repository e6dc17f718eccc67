"""The domain Emulation of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import dom as _dom
    from . import network as _network
    from . import page as _page


# API status: experimental
class SafeAreaInsets(t.TypedDict, total=False):
    """The type `Emulation.SafeAreaInsets`.

    top: Overrides safe-area-inset-top.
    topMax: Overrides safe-area-max-inset-top.
    left: Overrides safe-area-inset-left.
    leftMax: Overrides safe-area-max-inset-left.
    bottom: Overrides safe-area-inset-bottom.
    bottomMax: Overrides safe-area-max-inset-bottom.
    right: Overrides safe-area-inset-right.
    rightMax: Overrides safe-area-max-inset-right.
    """

    top: int
    topMax: int
    left: int
    leftMax: int
    bottom: int
    bottomMax: int
    right: int
    rightMax: int


# API status: stable
class ScreenOrientation(t.TypedDict):
    """Screen orientation.

    type: Orientation type.
    angle: Orientation angle.
    """

    type: t.Literal["portraitPrimary", "portraitSecondary", "landscapePrimary", "landscapeSecondary"]
    angle: int


# API status: stable
class DisplayFeature(t.TypedDict):
    """The type `Emulation.DisplayFeature`.

    orientation: Orientation of a display feature in relation to screen
    offset: The offset from the screen origin in either the x (for vertical orientation) or y
        (for horizontal orientation) direction.
    maskLength: A display feature may mask content such that it is not physically displayed -
        this length along with the offset describes this area. A display feature that only
        splits content will have a 0 mask_length.
    """

    orientation: t.Literal["vertical", "horizontal"]
    offset: int
    maskLength: int


# API status: stable
class DevicePosture(t.TypedDict):
    """The type `Emulation.DevicePosture`.

    type: Current posture of the device
    """

    type: t.Literal["continuous", "folded"]


# API status: stable
class MediaFeature(t.TypedDict):
    """The type `Emulation.MediaFeature`.

    name
    value
    """

    name: str
    value: str


# API status: experimental
# advance: If the scheduler runs out of immediate work, the virtual time base may fast forward to
# allow the next delayed task (if any) to run; pause: The virtual time base may not advance;
# pauseIfNetworkFetchesPending: The virtual time base may not advance if there are any pending
# resource fetches.
VirtualTimePolicy = t.Literal["advance", "pause", "pauseIfNetworkFetchesPending"]


# API status: experimental
class UserAgentBrandVersion(t.TypedDict):
    """Used to specify User Agent Client Hints to emulate. See
    https://wicg.github.io/ua-client-hints

    brand
    version
    """

    brand: str
    version: str


class _UserAgentMetadataRequired(t.TypedDict):
    platform: str
    platformVersion: str
    architecture: str
    model: str
    mobile: bool


# API status: experimental
class UserAgentMetadata(_UserAgentMetadataRequired, total=False):
    """Used to specify User Agent Client Hints to emulate. See
    https://wicg.github.io/ua-client-hints
    Missing optional values will be filled in by the target with what it would normally use.

    brands: Brands appearing in Sec-CH-UA.
    fullVersionList: Brands appearing in Sec-CH-UA-Full-Version-List.
    fullVersion (deprecated)
    platform
    platformVersion
    architecture
    model
    mobile
    bitness
    wow64
    formFactors: Used to specify User Agent form-factor values. See
        https://wicg.github.io/ua-client-hints/#sec-ch-ua-form-factors
    """

    brands: t.List[UserAgentBrandVersion]
    fullVersionList: t.List[UserAgentBrandVersion]
    fullVersion: str
    bitness: str
    wow64: bool
    formFactors: t.List[str]


# API status: experimental
# Used to specify sensor types to emulate.
# See https://w3c.github.io/sensors/#automation for more information.
SensorType = t.Literal[
    "absolute-orientation",
    "accelerometer",
    "ambient-light",
    "gravity",
    "gyroscope",
    "linear-acceleration",
    "magnetometer",
    "relative-orientation",
]


# API status: experimental
class SensorMetadata(t.TypedDict, total=False):
    """The type `Emulation.SensorMetadata`.

    available
    minimumFrequency
    maximumFrequency
    """

    available: bool
    minimumFrequency: float
    maximumFrequency: float


# API status: experimental
class SensorReadingSingle(t.TypedDict):
    """The type `Emulation.SensorReadingSingle`.

    value
    """

    value: float


# API status: experimental
class SensorReadingXYZ(t.TypedDict):
    """The type `Emulation.SensorReadingXYZ`.

    x
    y
    z
    """

    x: float
    y: float
    z: float


# API status: experimental
class SensorReadingQuaternion(t.TypedDict):
    """The type `Emulation.SensorReadingQuaternion`.

    x
    y
    z
    w
    """

    x: float
    y: float
    z: float
    w: float


# API status: experimental
class SensorReading(t.TypedDict, total=False):
    """The type `Emulation.SensorReading`.

    single
    xyz
    quaternion
    """

    single: SensorReadingSingle
    xyz: SensorReadingXYZ
    quaternion: SensorReadingQuaternion


# API status: experimental
PressureSource = t.Literal["cpu"]

# API status: experimental
PressureState = t.Literal["nominal", "fair", "serious", "critical"]


# API status: experimental
class PressureMetadata(t.TypedDict, total=False):
    """The type `Emulation.PressureMetadata`.

    available
    """

    available: bool


# API status: experimental
class WorkAreaInsets(t.TypedDict, total=False):
    """The type `Emulation.WorkAreaInsets`.

    top: Work area top inset in pixels. Default is 0;
    left: Work area left inset in pixels. Default is 0;
    bottom: Work area bottom inset in pixels. Default is 0;
    right: Work area right inset in pixels. Default is 0;
    """

    top: int
    left: int
    bottom: int
    right: int


# API status: experimental
ScreenId = str


# API status: experimental
class ScreenInfo(t.TypedDict):
    """Screen information similar to the one returned by window.getScreenDetails() method,
    see https://w3c.github.io/window-management/#screendetailed.

    left: Offset of the left edge of the screen.
    top: Offset of the top edge of the screen.
    width: Width of the screen.
    height: Height of the screen.
    availLeft: Offset of the left edge of the available screen area.
    availTop: Offset of the top edge of the available screen area.
    availWidth: Width of the available screen area.
    availHeight: Height of the available screen area.
    devicePixelRatio: Specifies the screen's device pixel ratio.
    orientation: Specifies the screen's orientation.
    colorDepth: Specifies the screen's color depth in bits.
    isExtended: Indicates whether the device has multiple screens.
    isInternal: Indicates whether the screen is internal to the device or external, attached to
        the device.
    isPrimary: Indicates whether the screen is set as the the operating system primary screen.
    label: Specifies the descriptive label for the screen.
    id: Specifies the unique identifier of the screen.
    """

    left: int
    top: int
    width: int
    height: int
    availLeft: int
    availTop: int
    availWidth: int
    availHeight: int
    devicePixelRatio: float
    orientation: ScreenOrientation
    colorDepth: int
    isExtended: bool
    isInternal: bool
    isPrimary: bool
    label: str
    id: ScreenId


# API status: experimental
# Enum of image types that can be disabled.
DisabledImageType = t.Literal["avif", "jxl", "webp"]


class CanEmulateReturns(t.TypedDict):
    """What `Emulation.canEmulate` returns.

    result: True if emulation is supported.
    """

    result: bool


class GetOverriddenSensorInformationReturns(t.TypedDict):
    """What `Emulation.getOverriddenSensorInformation` returns.

    requestedSamplingFrequency
    """

    requestedSamplingFrequency: float


class SetVirtualTimePolicyReturns(t.TypedDict):
    """What `Emulation.setVirtualTimePolicy` returns.

    virtualTimeTicksBase: Absolute timestamp at which virtual time was first enabled (up time in
        milliseconds).
    """

    virtualTimeTicksBase: float


class GetScreenInfosReturns(t.TypedDict):
    """What `Emulation.getScreenInfos` returns.

    screenInfos
    """

    screenInfos: t.List[ScreenInfo]


class AddScreenReturns(t.TypedDict):
    """What `Emulation.addScreen` returns.

    screenInfo
    """

    screenInfo: ScreenInfo


class UpdateScreenReturns(t.TypedDict):
    """What `Emulation.updateScreen` returns.

    screenInfo
    """

    screenInfo: ScreenInfo


class _ScreenOrientationLockChangedEventRequired(t.TypedDict):
    locked: bool


class ScreenOrientationLockChangedEvent(_ScreenOrientationLockChangedEventRequired, total=False):
    """The parameters of the event `Emulation.screenOrientationLockChanged`.

    locked: Whether the screen orientation is currently locked.
    orientation: The orientation lock type requested by the page. Only set when locked is true.
    """

    orientation: ScreenOrientation


# API status: stable
class EmulationDomain(ProtocolDomain):
    """This domain emulates different environments for the page."""

    # API status: stable
    # Deprecated.
    def can_emulate(self) -> Reply[CanEmulateReturns]:
        """Tells whether emulation is supported."""
        return self._call("Emulation.canEmulate", {})

    # API status: stable
    def clear_device_metrics_override(self) -> Reply[t.Dict[str, t.Any]]:
        """Clears the overridden device metrics."""
        return self._call("Emulation.clearDeviceMetricsOverride", {})

    # API status: stable
    def clear_geolocation_override(self) -> Reply[t.Dict[str, t.Any]]:
        """Clears the overridden Geolocation Position and Error."""
        return self._call("Emulation.clearGeolocationOverride", {})

    # API status: experimental
    def reset_page_scale_factor(self) -> Reply[t.Dict[str, t.Any]]:
        """Requests that page scale factor is reset to initial values."""
        return self._call("Emulation.resetPageScaleFactor", {})

    # API status: experimental
    def set_focus_emulation_enabled(self, enabled: bool) -> Reply[t.Dict[str, t.Any]]:
        """Enables or disables simulating a focused and active page.

        enabled: Whether to enable to disable focus emulation.
        """
        return self._call("Emulation.setFocusEmulationEnabled", {"enabled": enabled})

    # API status: experimental
    def set_auto_dark_mode_override(self, *, enabled: t.Optional[bool] = None) -> Reply[t.Dict[str, t.Any]]:
        """Automatically render all web contents using a dark theme.

        enabled: Whether to enable or disable automatic dark mode. If not specified, any
            existing override will be cleared.
        """
        return self._call("Emulation.setAutoDarkModeOverride", {"enabled": enabled})

    # API status: stable
    def set_cpu_throttling_rate(self, rate: float) -> Reply[t.Dict[str, t.Any]]:
        """Enables CPU throttling to emulate slow CPUs.

        rate: Throttling rate as a slowdown factor (1 is no throttle, 2 is 2x slowdown,
            etc).
        """
        return self._call("Emulation.setCPUThrottlingRate", {"rate": rate})

    # API status: stable
    def set_default_background_color_override(
        self,
        *,
        color: t.Optional[_dom.RGBA] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Sets or clears an override of the default background color of the frame. This
        override is used
        if the content does not specify one.

        color: RGBA of the default background color. If not specified, any existing override
            will be cleared.
        """
        return self._call("Emulation.setDefaultBackgroundColorOverride", {"color": color})

    # API status: experimental
    def set_safe_area_insets_override(self, insets: SafeAreaInsets) -> Reply[t.Dict[str, t.Any]]:
        """Overrides the values for env(safe-area-inset-*) and env(safe-area-max-inset-*).
        Unset values will cause the
        respective variables to be undefined, even if previously overridden.

        insets
        """
        return self._call("Emulation.setSafeAreaInsetsOverride", {"insets": insets})

    # API status: experimental
    def set_virtual_keyboard_geometry_override(
        self,
        *,
        keyboard_rect: t.Optional[_dom.Rect] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Overrides virtual keyboard geometry in CSS pixels, relative to the top-level
        viewport. The
        provided rect is used for navigator.virtualKeyboard.boundingRect, geometrychange
        events, and
        env(keyboard-inset-*) values on the inspected frame. The override applies
        independently of
        navigator.virtualKeyboard.overlaysContent so clients can preview overlay geometry
        without
        mutating page state. Values are rounded to the nearest CSS pixel. Omitting the rect
        clears the
        override.

        keyboard_rect
        """
        return self._call("Emulation.setVirtualKeyboardGeometryOverride", {"keyboardRect": keyboard_rect})

    # API status: stable
    def set_device_metrics_override(
        self,
        width: int,
        height: int,
        device_scale_factor: float,
        mobile: bool,
        *,
        scale: t.Optional[float] = None,
        screen_width: t.Optional[int] = None,
        screen_height: t.Optional[int] = None,
        position_x: t.Optional[int] = None,
        position_y: t.Optional[int] = None,
        dont_set_visible_size: t.Optional[bool] = None,
        screen_orientation: t.Optional[ScreenOrientation] = None,
        viewport: t.Optional[_page.Viewport] = None,
        display_feature: t.Optional[DisplayFeature] = None,
        device_posture: t.Optional[DevicePosture] = None,
        scrollbar_type: t.Optional[t.Literal["overlay", "default"]] = None,
        screen_orientation_lock_emulation: t.Optional[bool] = None,
        viewport_meta: t.Optional[t.Literal["enable", "default"]] = None,
        text_layout_mode: t.Optional[t.Literal["mobile", "default"]] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Overrides the values of device screen dimensions (window.screen.width,
        window.screen.height,
        window.innerWidth, window.innerHeight, and "device-width"/"device-height"-related
        CSS media
        query results).

        width: Overriding width value in pixels (minimum 0, maximum 10000000). 0 disables
            the override.
        height: Overriding height value in pixels (minimum 0, maximum 10000000). 0 disables
            the override.
        device_scale_factor: Overriding device scale factor value. 0 disables the override.
        mobile: Whether to emulate mobile device. This includes viewport meta tag, overlay
            scrollbars, text autosizing and more.
        scale (experimental): Scale to apply to resulting view image.
        screen_width (experimental): Overriding screen width value in pixels (minimum 0,
            maximum 10000000).
        screen_height (experimental): Overriding screen height value in pixels (minimum 0,
            maximum 10000000).
        position_x (experimental): Overriding view X position on screen in pixels (minimum
            0, maximum 10000000).
        position_y (experimental): Overriding view Y position on screen in pixels (minimum
            0, maximum 10000000).
        dont_set_visible_size (experimental): Do not set visible view size, rely upon
            explicit setVisibleSize call.
        screen_orientation: Screen orientation override.
        viewport (experimental): If set, the visible area of the page will be overridden to
            this viewport. This viewport change is not observed by the page, e.g.
            viewport-relative elements do not change positions.
        display_feature (experimental) (deprecated): If set, the display feature of a
            multi-segment screen. If not set, multi-segment support is turned-off.
            Deprecated, use Emulation.setDisplayFeaturesOverride.
        device_posture (experimental) (deprecated): If set, the posture of a foldable
            device. If not set the posture is set to continuous. Deprecated, use
            Emulation.setDevicePostureOverride.
        scrollbar_type (experimental): Scrollbar type. Default: `default`.
        screen_orientation_lock_emulation (experimental): If set to true, enables screen
            orientation lock emulation, which intercepts screen.orientation.lock() calls
            from the page and reports orientation changes via screenOrientationLockChanged
            events. This is useful for emulating mobile device orientation lock behavior in
            responsive design mode.
        viewport_meta (experimental): Viewport meta tag behavior. Default: `default`. Note:
            if `mobile` is `true`, the viewport meta tag is always enabled.
        text_layout_mode (experimental): Text layout mode. Default: `default`. Note: if
            `mobile` is `true`, mobile text layout mode (text autosizing) is always enabled.
        """
        return self._call(
            "Emulation.setDeviceMetricsOverride",
            {
                "width": width,
                "height": height,
                "deviceScaleFactor": device_scale_factor,
                "mobile": mobile,
                "scale": scale,
                "screenWidth": screen_width,
                "screenHeight": screen_height,
                "positionX": position_x,
                "positionY": position_y,
                "dontSetVisibleSize": dont_set_visible_size,
                "screenOrientation": screen_orientation,
                "viewport": viewport,
                "displayFeature": display_feature,
                "devicePosture": device_posture,
                "scrollbarType": scrollbar_type,
                "screenOrientationLockEmulation": screen_orientation_lock_emulation,
                "viewportMeta": viewport_meta,
                "textLayoutMode": text_layout_mode,
            },
        )

    # API status: experimental
    def set_device_posture_override(self, posture: DevicePosture) -> Reply[t.Dict[str, t.Any]]:
        """Start reporting the given posture value to the Device Posture API.
        This override can also be set in setDeviceMetricsOverride().

        posture
        """
        return self._call("Emulation.setDevicePostureOverride", {"posture": posture})

    # API status: experimental
    def clear_device_posture_override(self) -> Reply[t.Dict[str, t.Any]]:
        """Clears a device posture override set with either setDeviceMetricsOverride()
        or setDevicePostureOverride() and starts using posture information from the
        platform again.
        Does nothing if no override is set.
        """
        return self._call("Emulation.clearDevicePostureOverride", {})

    # API status: experimental
    def set_display_features_override(self, features: t.List[DisplayFeature]) -> Reply[t.Dict[str, t.Any]]:
        """Start using the given display features to pupulate the Viewport Segments API.
        This override can also be set in setDeviceMetricsOverride().

        features
        """
        return self._call("Emulation.setDisplayFeaturesOverride", {"features": features})

    # API status: experimental
    def clear_display_features_override(self) -> Reply[t.Dict[str, t.Any]]:
        """Clears the display features override set with either setDeviceMetricsOverride()
        or setDisplayFeaturesOverride() and starts using display features from the
        platform again.
        Does nothing if no override is set.
        """
        return self._call("Emulation.clearDisplayFeaturesOverride", {})

    # API status: experimental
    def set_scrollbars_hidden(self, hidden: bool) -> Reply[t.Dict[str, t.Any]]:
        """`Emulation.setScrollbarsHidden`.

        hidden: Whether scrollbars should be always hidden.
        """
        return self._call("Emulation.setScrollbarsHidden", {"hidden": hidden})

    # API status: experimental
    def set_document_cookie_disabled(self, disabled: bool) -> Reply[t.Dict[str, t.Any]]:
        """`Emulation.setDocumentCookieDisabled`.

        disabled: Whether document.coookie API should be disabled.
        """
        return self._call("Emulation.setDocumentCookieDisabled", {"disabled": disabled})

    # API status: experimental
    def set_emit_touch_events_for_mouse(
        self,
        enabled: bool,
        *,
        configuration: t.Optional[t.Literal["mobile", "desktop"]] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """`Emulation.setEmitTouchEventsForMouse`.

        enabled: Whether touch emulation based on mouse input should be enabled.
        configuration: Touch/gesture events configuration. Default: current platform.
        """
        return self._call("Emulation.setEmitTouchEventsForMouse", {"enabled": enabled, "configuration": configuration})

    # API status: stable
    def set_emulated_media(
        self,
        *,
        media: t.Optional[str] = None,
        features: t.Optional[t.List[MediaFeature]] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Emulates the given media type or media feature for CSS media queries.

        media: Media type to emulate. Empty string disables the override.
        features: Media features to emulate.
        """
        return self._call("Emulation.setEmulatedMedia", {"media": media, "features": features})

    # API status: stable
    def set_emulated_vision_deficiency(
        self,
        type: t.Literal["none", "blurredVision", "reducedContrast", "achromatopsia", "deuteranopia", "protanopia", "tritanopia"],
    ) -> Reply[t.Dict[str, t.Any]]:
        """Emulates the given vision deficiency.

        type: Vision deficiency to emulate. Order: best-effort emulations come first,
            followed by any physiologically accurate emulations for medically recognized
            color vision deficiencies.
        """
        return self._call("Emulation.setEmulatedVisionDeficiency", {"type": type})

    # API status: stable
    def set_emulated_os_text_scale(self, *, scale: t.Optional[float] = None) -> Reply[t.Dict[str, t.Any]]:
        """Emulates the given OS text scale.

        scale
        """
        return self._call("Emulation.setEmulatedOSTextScale", {"scale": scale})

    # API status: stable
    def set_geolocation_override(
        self,
        *,
        latitude: t.Optional[float] = None,
        longitude: t.Optional[float] = None,
        accuracy: t.Optional[float] = None,
        altitude: t.Optional[float] = None,
        altitude_accuracy: t.Optional[float] = None,
        heading: t.Optional[float] = None,
        speed: t.Optional[float] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Overrides the Geolocation Position or Error. Omitting latitude, longitude or
        accuracy emulates position unavailable.

        latitude: Mock latitude
        longitude: Mock longitude
        accuracy: Mock accuracy
        altitude: Mock altitude
        altitude_accuracy: Mock altitudeAccuracy
        heading: Mock heading
        speed: Mock speed
        """
        return self._call(
            "Emulation.setGeolocationOverride",
            {
                "latitude": latitude,
                "longitude": longitude,
                "accuracy": accuracy,
                "altitude": altitude,
                "altitudeAccuracy": altitude_accuracy,
                "heading": heading,
                "speed": speed,
            },
        )

    # API status: experimental
    def get_overridden_sensor_information(self, type: SensorType) -> Reply[GetOverriddenSensorInformationReturns]:
        """`Emulation.getOverriddenSensorInformation`.

        type
        """
        return self._call("Emulation.getOverriddenSensorInformation", {"type": type})

    # API status: experimental
    def set_sensor_override_enabled(
        self,
        enabled: bool,
        type: SensorType,
        *,
        metadata: t.Optional[SensorMetadata] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Overrides a platform sensor of a given type. If |enabled| is true, calls to
        Sensor.start() will use a virtual sensor as backend rather than fetching
        data from a real hardware sensor. Otherwise, existing virtual
        sensor-backend Sensor objects will fire an error event and new calls to
        Sensor.start() will attempt to use a real sensor instead.

        enabled
        type
        metadata
        """
        return self._call(
            "Emulation.setSensorOverrideEnabled",
            {
                "enabled": enabled,
                "type": type,
                "metadata": metadata,
            },
        )

    # API status: experimental
    def set_sensor_override_readings(self, type: SensorType, reading: SensorReading) -> Reply[t.Dict[str, t.Any]]:
        """Updates the sensor readings reported by a sensor type previously overridden
        by setSensorOverrideEnabled.

        type
        reading
        """
        return self._call("Emulation.setSensorOverrideReadings", {"type": type, "reading": reading})

    # API status: experimental
    def set_pressure_source_override_enabled(
        self,
        enabled: bool,
        source: PressureSource,
        *,
        metadata: t.Optional[PressureMetadata] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Overrides a pressure source of a given type, as used by the Compute
        Pressure API, so that updates to PressureObserver.observe() are provided
        via setPressureStateOverride instead of being retrieved from
        platform-provided telemetry data.

        enabled
        source
        metadata
        """
        return self._call(
            "Emulation.setPressureSourceOverrideEnabled",
            {
                "enabled": enabled,
                "source": source,
                "metadata": metadata,
            },
        )

    # API status: experimental
    def set_pressure_state_override(self, source: PressureSource, state: PressureState) -> Reply[t.Dict[str, t.Any]]:
        """Provides a given pressure state that will be processed and eventually be
        delivered to PressureObserver users. |source| must have been previously
        overridden by setPressureSourceOverrideEnabled.

        source
        state
        """
        return self._call("Emulation.setPressureStateOverride", {"source": source, "state": state})

    # API status: stable
    def set_idle_override(self, is_user_active: bool, is_screen_unlocked: bool) -> Reply[t.Dict[str, t.Any]]:
        """Overrides the Idle state.

        is_user_active: Mock isUserActive
        is_screen_unlocked: Mock isScreenUnlocked
        """
        return self._call(
            "Emulation.setIdleOverride",
            {
                "isUserActive": is_user_active,
                "isScreenUnlocked": is_screen_unlocked,
            },
        )

    # API status: stable
    def clear_idle_override(self) -> Reply[t.Dict[str, t.Any]]:
        """Clears Idle state overrides."""
        return self._call("Emulation.clearIdleOverride", {})

    # API status: experimental
    # Deprecated.
    def set_navigator_overrides(self, platform: str) -> Reply[t.Dict[str, t.Any]]:
        """Overrides value returned by the javascript navigator object.

        platform: The platform navigator.platform should return.
        """
        return self._call("Emulation.setNavigatorOverrides", {"platform": platform})

    # API status: experimental
    def set_page_scale_factor(self, page_scale_factor: float) -> Reply[t.Dict[str, t.Any]]:
        """Sets a specified page scale factor.

        page_scale_factor: Page scale factor.
        """
        return self._call("Emulation.setPageScaleFactor", {"pageScaleFactor": page_scale_factor})

    # API status: stable
    def set_script_execution_disabled(self, value: bool) -> Reply[t.Dict[str, t.Any]]:
        """Switches script execution in the page.

        value: Whether script execution should be disabled in the page.
        """
        return self._call("Emulation.setScriptExecutionDisabled", {"value": value})

    # API status: stable
    def set_touch_emulation_enabled(
        self,
        enabled: bool,
        *,
        max_touch_points: t.Optional[int] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Enables touch on platforms which do not support them.

        enabled: Whether the touch event emulation should be enabled.
        max_touch_points: Maximum touch points supported. Defaults to one.
        """
        return self._call(
            "Emulation.setTouchEmulationEnabled",
            {
                "enabled": enabled,
                "maxTouchPoints": max_touch_points,
            },
        )

    # API status: experimental
    def set_virtual_time_policy(
        self,
        policy: VirtualTimePolicy,
        *,
        budget: t.Optional[float] = None,
        max_virtual_time_task_starvation_count: t.Optional[int] = None,
        initial_virtual_time: t.Optional[_network.TimeSinceEpoch] = None,
    ) -> Reply[SetVirtualTimePolicyReturns]:
        """Turns on virtual time for all frames (replacing real-time with a synthetic time
        source) and sets
        the current virtual time policy.  Note this supersedes any previous time budget.

        policy
        budget: If set, after this many virtual milliseconds have elapsed virtual time will
            be paused and a virtualTimeBudgetExpired event is sent.
        max_virtual_time_task_starvation_count: If set this specifies the maximum number of
            tasks that can be run before virtual is forced forwards to prevent deadlock.
        initial_virtual_time: If set, base::Time::Now will be overridden to initially return
            this value.
        """
        return self._call(
            "Emulation.setVirtualTimePolicy",
            {
                "policy": policy,
                "budget": budget,
                "maxVirtualTimeTaskStarvationCount": max_virtual_time_task_starvation_count,
                "initialVirtualTime": initial_virtual_time,
            },
        )

    # API status: experimental
    def set_locale_override(self, *, locale: t.Optional[str] = None) -> Reply[t.Dict[str, t.Any]]:
        """Overrides default host system locale with the specified one.

        locale: ICU style C locale (e.g. "en_US"). If not specified or empty, disables the
            override and restores default host system locale.
        """
        return self._call("Emulation.setLocaleOverride", {"locale": locale})

    # API status: stable
    def set_timezone_override(self, timezone_id: str) -> Reply[t.Dict[str, t.Any]]:
        """Overrides default host system timezone with the specified one.

        timezone_id: The timezone identifier. List of supported timezones:
            https://source.chromium.org/chromium/chromium/deps/icu.git/+/faee8bc70570192d82d2978a71e2a615788597d1:source/data/misc/metaZones.txt
            If empty, disables the override and restores default host system timezone.
        """
        return self._call("Emulation.setTimezoneOverride", {"timezoneId": timezone_id})

    # API status: experimental
    # Deprecated.
    def set_visible_size(self, width: int, height: int) -> Reply[t.Dict[str, t.Any]]:
        """Resizes the frame/viewport of the page. Note that this does not affect the frame's
        container
        (e.g. browser window). Can be used to produce screenshots of the specified size. Not
        supported
        on Android.

        width: Frame width (DIP).
        height: Frame height (DIP).
        """
        return self._call("Emulation.setVisibleSize", {"width": width, "height": height})

    # API status: experimental
    def set_disabled_image_types(self, image_types: t.List[DisabledImageType]) -> Reply[t.Dict[str, t.Any]]:
        """`Emulation.setDisabledImageTypes`.

        image_types: Image types to disable.
        """
        return self._call("Emulation.setDisabledImageTypes", {"imageTypes": image_types})

    # API status: experimental
    def set_data_saver_override(self, *, data_saver_enabled: t.Optional[bool] = None) -> Reply[t.Dict[str, t.Any]]:
        """Override the value of navigator.connection.saveData

        data_saver_enabled: Override value. Omitting the parameter disables the override.
        """
        return self._call("Emulation.setDataSaverOverride", {"dataSaverEnabled": data_saver_enabled})

    # API status: experimental
    def set_hardware_concurrency_override(self, hardware_concurrency: int) -> Reply[t.Dict[str, t.Any]]:
        """`Emulation.setHardwareConcurrencyOverride`.

        hardware_concurrency: Hardware concurrency to report
        """
        return self._call("Emulation.setHardwareConcurrencyOverride", {"hardwareConcurrency": hardware_concurrency})

    # API status: experimental
    def set_cpu_performance_override(
        self,
        *,
        performance_tier: t.Optional[t.Literal["unknown", "low", "mid", "high", "ultra"]] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Overrides the value of navigator.cpuPerformance

        performance_tier: Override value. Omitting the parameter disables the override.
        """
        return self._call("Emulation.setCPUPerformanceOverride", {"performanceTier": performance_tier})

    # API status: stable
    def set_user_agent_override(
        self,
        user_agent: str,
        *,
        accept_language: t.Optional[str] = None,
        platform: t.Optional[str] = None,
        user_agent_metadata: t.Optional[UserAgentMetadata] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Allows overriding user agent with the given string.
        `userAgentMetadata` must be set for Client Hint headers to be sent.

        user_agent: User agent to use.
        accept_language: Browser language to emulate.
        platform: The platform navigator.platform should return.
        user_agent_metadata (experimental): To be sent in Sec-CH-UA-* headers and returned
            in navigator.userAgentData
        """
        return self._call(
            "Emulation.setUserAgentOverride",
            {
                "userAgent": user_agent,
                "acceptLanguage": accept_language,
                "platform": platform,
                "userAgentMetadata": user_agent_metadata,
            },
        )

    # API status: experimental
    def set_automation_override(self, enabled: bool) -> Reply[t.Dict[str, t.Any]]:
        """Allows overriding the automation flag.

        enabled: Whether the override should be enabled.
        """
        return self._call("Emulation.setAutomationOverride", {"enabled": enabled})

    # API status: experimental
    def set_small_viewport_height_difference_override(self, difference: int) -> Reply[t.Dict[str, t.Any]]:
        """Allows overriding the difference between the small and large viewport sizes, which
        determine the
        value of the `svh` and `lvh` unit, respectively. Only supported for top-level
        frames.

        difference: This will cause an element of size 100svh to be `difference` pixels
            smaller than an element of size 100lvh.
        """
        return self._call("Emulation.setSmallViewportHeightDifferenceOverride", {"difference": difference})

    # API status: experimental
    def get_screen_infos(self) -> Reply[GetScreenInfosReturns]:
        """Returns device's screen configuration. In headful mode, the physical screens
        configuration is returned,
        whereas in headless mode, a virtual headless screen configuration is provided
        instead.
        """
        return self._call("Emulation.getScreenInfos", {})

    # API status: experimental
    def add_screen(
        self,
        left: int,
        top: int,
        width: int,
        height: int,
        *,
        work_area_insets: t.Optional[WorkAreaInsets] = None,
        device_pixel_ratio: t.Optional[float] = None,
        rotation: t.Optional[int] = None,
        color_depth: t.Optional[int] = None,
        label: t.Optional[str] = None,
        is_internal: t.Optional[bool] = None,
    ) -> Reply[AddScreenReturns]:
        """Add a new screen to the device. Only supported in headless mode.

        left: Offset of the left edge of the screen in pixels.
        top: Offset of the top edge of the screen in pixels.
        width: The width of the screen in pixels.
        height: The height of the screen in pixels.
        work_area_insets: Specifies the screen's work area. Default is entire screen.
        device_pixel_ratio: Specifies the screen's device pixel ratio. Default is 1.
        rotation: Specifies the screen's rotation angle. Available values are 0, 90, 180 and
            270. Default is 0.
        color_depth: Specifies the screen's color depth in bits. Default is 24.
        label: Specifies the descriptive label for the screen. Default is none.
        is_internal: Indicates whether the screen is internal to the device or external,
            attached to the device. Default is false.
        """
        return self._call(
            "Emulation.addScreen",
            {
                "left": left,
                "top": top,
                "width": width,
                "height": height,
                "workAreaInsets": work_area_insets,
                "devicePixelRatio": device_pixel_ratio,
                "rotation": rotation,
                "colorDepth": color_depth,
                "label": label,
                "isInternal": is_internal,
            },
        )

    # API status: experimental
    def update_screen(
        self,
        screen_id: ScreenId,
        *,
        left: t.Optional[int] = None,
        top: t.Optional[int] = None,
        width: t.Optional[int] = None,
        height: t.Optional[int] = None,
        work_area_insets: t.Optional[WorkAreaInsets] = None,
        device_pixel_ratio: t.Optional[float] = None,
        rotation: t.Optional[int] = None,
        color_depth: t.Optional[int] = None,
        label: t.Optional[str] = None,
        is_internal: t.Optional[bool] = None,
    ) -> Reply[UpdateScreenReturns]:
        """Updates specified screen parameters. Only supported in headless mode.

        screen_id: Target screen identifier.
        left: Offset of the left edge of the screen in pixels.
        top: Offset of the top edge of the screen in pixels.
        width: The width of the screen in pixels.
        height: The height of the screen in pixels.
        work_area_insets: Specifies the screen's work area.
        device_pixel_ratio: Specifies the screen's device pixel ratio.
        rotation: Specifies the screen's rotation angle. Available values are 0, 90, 180 and
            270.
        color_depth: Specifies the screen's color depth in bits.
        label: Specifies the descriptive label for the screen.
        is_internal: Indicates whether the screen is internal to the device or external,
            attached to the device. Default is false.
        """
        return self._call(
            "Emulation.updateScreen",
            {
                "screenId": screen_id,
                "left": left,
                "top": top,
                "width": width,
                "height": height,
                "workAreaInsets": work_area_insets,
                "devicePixelRatio": device_pixel_ratio,
                "rotation": rotation,
                "colorDepth": color_depth,
                "label": label,
                "isInternal": is_internal,
            },
        )

    # API status: experimental
    def remove_screen(self, screen_id: ScreenId) -> Reply[t.Dict[str, t.Any]]:
        """Remove screen from the device. Only supported in headless mode.

        screen_id
        """
        return self._call("Emulation.removeScreen", {"screenId": screen_id})

    # API status: experimental
    def set_primary_screen(self, screen_id: ScreenId) -> Reply[t.Dict[str, t.Any]]:
        """Set primary screen. Only supported in headless mode.
        Note that this changes the coordinate system origin to the top-left
        of the new primary screen, updating the bounds and work areas
        of all existing screens accordingly.

        screen_id
        """
        return self._call("Emulation.setPrimaryScreen", {"screenId": screen_id})

    # API status: experimental
    @property
    def virtual_time_budget_expired(self) -> EventSource[t.Dict[str, t.Any]]:
        """Notification sent after the virtual time budget for the current VirtualTimePolicy
        has run out.
        """
        return self._event("Emulation.virtualTimeBudgetExpired")

    # API status: experimental
    @property
    def screen_orientation_lock_changed(self) -> EventSource[ScreenOrientationLockChangedEvent]:
        """Fired when a page calls screen.orientation.lock() or screen.orientation.unlock()
        while device emulation is enabled. This allows the DevTools frontend to update the
        emulated device orientation accordingly.
        """
        return self._event("Emulation.screenOrientationLockChanged")
