"""The domain HeadlessExperimental of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..reply import Reply


# API status: experimental
class ScreenshotParams(t.TypedDict, total=False):
    """Encoding options for a screenshot.

    format: Image compression format (defaults to png).
    quality: Compression quality from range [0..100] (jpeg and webp only).
    optimizeForSpeed: Optimize image encoding for speed, not for resulting size (defaults to
        false)
    """

    format: t.Literal["jpeg", "png", "webp"]
    quality: int
    optimizeForSpeed: bool


class _BeginFrameReturnsRequired(t.TypedDict):
    hasDamage: bool


class BeginFrameReturns(_BeginFrameReturnsRequired, total=False):
    """What `HeadlessExperimental.beginFrame` returns.

    hasDamage: Whether the BeginFrame resulted in damage and, thus, a new frame was committed to
        the display. Reported for diagnostic uses, may be removed in the future.
    screenshotData: Base64-encoded image data of the screenshot, if one was requested and
        successfully taken.
    """

    screenshotData: str


# API status: experimental
class HeadlessExperimentalDomain(ProtocolDomain):
    """This domain provides experimental commands only supported in headless mode."""

    # API status: experimental
    def begin_frame(
        self,
        *,
        frame_time_ticks: t.Optional[float] = None,
        interval: t.Optional[float] = None,
        no_display_updates: t.Optional[bool] = None,
        screenshot: t.Optional[ScreenshotParams] = None,
    ) -> Reply[BeginFrameReturns]:
        """Sends a BeginFrame to the target and returns when the frame was completed.
        Optionally captures a
        screenshot from the resulting frame. Requires that the target was created with
        enabled
        BeginFrameControl. Designed for use with --run-all-compositor-stages-before-draw,
        see also
        https://goo.gle/chrome-headless-rendering for more background.

        frame_time_ticks: Timestamp of this BeginFrame in Renderer TimeTicks (milliseconds
            of uptime). If not set, the current time will be used.
        interval: The interval between BeginFrames that is reported to the compositor, in
            milliseconds. Defaults to a 60 frames/second interval, i.e. about 16.666
            milliseconds.
        no_display_updates: Whether updates should not be committed and drawn onto the
            display. False by default. If true, only side effects of the BeginFrame will be
            run, such as layout and animations, but any visual updates may not be visible on
            the display or in screenshots.
        screenshot: If set, a screenshot of the frame will be captured and returned in the
            response. Otherwise, no screenshot will be captured. Note that capturing a
            screenshot can fail, for example, during renderer initialization. In such a
            case, no screenshot data will be returned.
        """
        return self._call(
            "HeadlessExperimental.beginFrame",
            {
                "frameTimeTicks": frame_time_ticks,
                "interval": interval,
                "noDisplayUpdates": no_display_updates,
                "screenshot": screenshot,
            },
        )

    # API status: experimental
    # Deprecated.
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disables headless events for the target."""
        return self._call("HeadlessExperimental.disable", {})

    # API status: experimental
    # Deprecated.
    def enable(self) -> Reply[t.Dict[str, t.Any]]:
        """Enables headless events for the target."""
        return self._call("HeadlessExperimental.enable", {})
