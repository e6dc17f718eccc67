"""The domain Animation of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import dom as _dom
    from . import runtime as _runtime


class _AnimationRequired(t.TypedDict):
    id: str
    name: str
    pausedState: bool
    playState: str
    playbackRate: float
    startTime: float
    currentTime: float
    type: t.Literal["CSSTransition", "CSSAnimation", "WebAnimation"]


# API status: experimental
class Animation(_AnimationRequired, total=False):
    """Animation instance.

    id: `Animation`'s id.
    name: `Animation`'s name.
    pausedState: `Animation`'s internal paused state.
    playState: `Animation`'s play state.
    playbackRate: `Animation`'s playback rate.
    startTime: `Animation`'s start time. Milliseconds for time based animations and percentage
        [0 - 100] for scroll driven animations (i.e. when viewOrScrollTimeline exists).
    currentTime: `Animation`'s current time.
    type: Animation type of `Animation`.
    source: `Animation`'s source animation node.
    cssId: A unique ID for `Animation` representing the sources that triggered this CSS
        animation/transition.
    viewOrScrollTimeline: View or scroll timeline
    """

    source: AnimationEffect
    cssId: str
    viewOrScrollTimeline: ViewOrScrollTimeline


class _ViewOrScrollTimelineRequired(t.TypedDict):
    axis: _dom.ScrollOrientation


# API status: experimental
class ViewOrScrollTimeline(_ViewOrScrollTimelineRequired, total=False):
    """Timeline instance

    sourceNodeId: Scroll container node
    startOffset: Represents the starting scroll position of the timeline as a length offset in
        pixels from scroll origin.
    endOffset: Represents the ending scroll position of the timeline as a length offset in
        pixels from scroll origin.
    subjectNodeId: The element whose principal box's visibility in the scrollport defined the
        progress of the timeline. Does not exist for animations with ScrollTimeline
    axis: Orientation of the scroll
    """

    sourceNodeId: _dom.BackendNodeId
    startOffset: float
    endOffset: float
    subjectNodeId: _dom.BackendNodeId


class _AnimationEffectRequired(t.TypedDict):
    delay: float
    endDelay: float
    iterationStart: float
    duration: float
    direction: str
    fill: str
    easing: str


# API status: experimental
class AnimationEffect(_AnimationEffectRequired, total=False):
    """AnimationEffect instance

    delay: `AnimationEffect`'s delay.
    endDelay: `AnimationEffect`'s end delay.
    iterationStart: `AnimationEffect`'s iteration start.
    iterations: `AnimationEffect`'s iterations. Omitted if the value is infinite.
    duration: `AnimationEffect`'s iteration duration. Milliseconds for time based animations and
        percentage [0 - 100] for scroll driven animations (i.e. when viewOrScrollTimeline
        exists).
    direction: `AnimationEffect`'s playback direction.
    fill: `AnimationEffect`'s fill mode.
    backendNodeId: `AnimationEffect`'s target node.
    keyframesRule: `AnimationEffect`'s keyframes.
    easing: `AnimationEffect`'s timing function.
    """

    iterations: float
    backendNodeId: _dom.BackendNodeId
    keyframesRule: KeyframesRule


class _KeyframesRuleRequired(t.TypedDict):
    keyframes: t.List[KeyframeStyle]


# API status: experimental
class KeyframesRule(_KeyframesRuleRequired, total=False):
    """Keyframes Rule

    name: CSS keyframed animation's name.
    keyframes: List of animation keyframes.
    """

    name: str


# API status: experimental
class KeyframeStyle(t.TypedDict):
    """Keyframe Style

    offset: Keyframe's time offset.
    easing: `AnimationEffect`'s timing function.
    """

    offset: str
    easing: str


class GetCurrentTimeReturns(t.TypedDict):
    """What `Animation.getCurrentTime` returns.

    currentTime: Current time of the page.
    """

    currentTime: float


class GetPlaybackRateReturns(t.TypedDict):
    """What `Animation.getPlaybackRate` returns.

    playbackRate: Playback rate for animations on page.
    """

    playbackRate: float


class ResolveAnimationReturns(t.TypedDict):
    """What `Animation.resolveAnimation` returns.

    remoteObject: Corresponding remote object.
    """

    remoteObject: _runtime.RemoteObject


class AnimationCanceledEvent(t.TypedDict):
    """The parameters of the event `Animation.animationCanceled`.

    id: Id of the animation that was cancelled.
    """

    id: str


class AnimationCreatedEvent(t.TypedDict):
    """The parameters of the event `Animation.animationCreated`.

    id: Id of the animation that was created.
    """

    id: str


class AnimationStartedEvent(t.TypedDict):
    """The parameters of the event `Animation.animationStarted`.

    animation: Animation that was started.
    """

    animation: Animation


class AnimationUpdatedEvent(t.TypedDict):
    """The parameters of the event `Animation.animationUpdated`.

    animation: Animation that was updated.
    """

    animation: Animation


# API status: experimental
class AnimationDomain(ProtocolDomain):
    """The domain Animation."""

    # API status: experimental
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disables animation domain notifications."""
        return self._call("Animation.disable", {})

    # API status: experimental
    def enable(self) -> Reply[t.Dict[str, t.Any]]:
        """Enables animation domain notifications."""
        return self._call("Animation.enable", {})

    # API status: experimental
    def get_current_time(self, id: str) -> Reply[GetCurrentTimeReturns]:
        """Returns the current time of the an animation.

        id: Id of animation.
        """
        return self._call("Animation.getCurrentTime", {"id": id})

    # API status: experimental
    def get_playback_rate(self) -> Reply[GetPlaybackRateReturns]:
        """Gets the playback rate of the document timeline."""
        return self._call("Animation.getPlaybackRate", {})

    # API status: experimental
    def release_animations(self, animations: t.List[str]) -> Reply[t.Dict[str, t.Any]]:
        """Releases a set of animations to no longer be manipulated.

        animations: List of animation ids to seek.
        """
        return self._call("Animation.releaseAnimations", {"animations": animations})

    # API status: experimental
    def resolve_animation(self, animation_id: str) -> Reply[ResolveAnimationReturns]:
        """Gets the remote object of the Animation.

        animation_id: Animation id.
        """
        return self._call("Animation.resolveAnimation", {"animationId": animation_id})

    # API status: experimental
    def seek_animations(
        self,
        animations: t.List[str],
        *,
        current_time: t.Optional[float] = None,
        current_times: t.Optional[t.List[float]] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Seek a set of animations to a particular time within each animation.

        animations: List of animation ids to seek.
        current_time: Set each animation to the same time.
        current_times: Set each animation to a different time. If set, should have the same
            length as animations. Exactly one of currentTime or currentTimes should be set.
        """
        return self._call(
            "Animation.seekAnimations",
            {
                "animations": animations,
                "currentTime": current_time,
                "currentTimes": current_times,
            },
        )

    # API status: experimental
    def set_paused(self, animations: t.List[str], paused: bool) -> Reply[t.Dict[str, t.Any]]:
        """Sets the paused state of a set of animations.

        animations: Animations to set the pause state of.
        paused: Paused state to set to.
        """
        return self._call("Animation.setPaused", {"animations": animations, "paused": paused})

    # API status: experimental
    def set_playback_rate(self, playback_rate: float) -> Reply[t.Dict[str, t.Any]]:
        """Sets the playback rate of the document timeline.

        playback_rate: Playback rate for animations on page
        """
        return self._call("Animation.setPlaybackRate", {"playbackRate": playback_rate})

    # API status: experimental
    def set_timing(self, animation_id: str, duration: float, delay: float) -> Reply[t.Dict[str, t.Any]]:
        """Sets the timing of an animation node.

        animation_id: Animation id.
        duration: Duration of the animation.
        delay: Delay of the animation.
        """
        return self._call("Animation.setTiming", {"animationId": animation_id, "duration": duration, "delay": delay})

    # API status: experimental
    @property
    def animation_canceled(self) -> EventSource[AnimationCanceledEvent]:
        """Event for when an animation has been cancelled."""
        return self._event("Animation.animationCanceled")

    # API status: experimental
    @property
    def animation_created(self) -> EventSource[AnimationCreatedEvent]:
        """Event for each animation that has been created."""
        return self._event("Animation.animationCreated")

    # API status: experimental
    @property
    def animation_started(self) -> EventSource[AnimationStartedEvent]:
        """Event for animation that has been started."""
        return self._event("Animation.animationStarted")

    # API status: experimental
    @property
    def animation_updated(self) -> EventSource[AnimationUpdatedEvent]:
        """Event for animation that has been updated."""
        return self._event("Animation.animationUpdated")
