"""The domain Input of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply


class _TouchPointRequired(t.TypedDict):
    x: float
    y: float


# API status: stable
class TouchPoint(_TouchPointRequired, total=False):
    """The type `Input.TouchPoint`.

    x: X coordinate of the event relative to the main frame's viewport in CSS pixels.
    y: Y coordinate of the event relative to the main frame's viewport in CSS pixels. 0 refers
        to the top of the viewport and Y increases as it proceeds towards the bottom of the
        viewport.
    radiusX: X radius of the touch area (default: 1.0).
    radiusY: Y radius of the touch area (default: 1.0).
    rotationAngle: Rotation angle (default: 0.0).
    force: Force (default: 1.0).
    tangentialPressure (experimental): The normalized tangential pressure, which has a range of
        [-1,1] (default: 0).
    tiltX: The plane angle between the Y-Z plane and the plane containing both the stylus axis
        and the Y axis, in degrees of the range [-90,90], a positive tiltX is to the right
        (default: 0)
    tiltY: The plane angle between the X-Z plane and the plane containing both the stylus axis
        and the X axis, in degrees of the range [-90,90], a positive tiltY is towards the user
        (default: 0).
    twist (experimental): The clockwise rotation of a pen stylus around its own major axis, in
        degrees in the range [0,359] (default: 0).
    id: Identifier used to track touch sources between events, must be unique within an event.
    """

    radiusX: float
    radiusY: float
    rotationAngle: float
    force: float
    tangentialPressure: float
    tiltX: float
    tiltY: float
    twist: int
    id: float


# API status: experimental
GestureSourceType = t.Literal["default", "touch", "mouse"]

# API status: stable
MouseButton = t.Literal["none", "left", "middle", "right", "back", "forward"]

# API status: stable
# UTC time in seconds, counted from January 1, 1970.
TimeSinceEpoch = float


class _DragDataItemRequired(t.TypedDict):
    mimeType: str
    data: str


# API status: experimental
class DragDataItem(_DragDataItemRequired, total=False):
    """The type `Input.DragDataItem`.

    mimeType: Mime type of the dragged data.
    data: Depending of the value of `mimeType`, it contains the dragged link, text, HTML markup
        or any other data.
    title: Title associated with a link. Only valid when `mimeType` == "text/uri-list".
    baseURL: Stores the base URL for the contained markup. Only valid when `mimeType` ==
        "text/html".
    """

    title: str
    baseURL: str


class _DragDataRequired(t.TypedDict):
    items: t.List[DragDataItem]
    dragOperationsMask: int


# API status: experimental
class DragData(_DragDataRequired, total=False):
    """The type `Input.DragData`.

    items
    files: List of filenames that should be included when dropping
    dragOperationsMask: Bit field representing allowed drag operations. Copy = 1, Link = 2, Move
        = 16
    """

    files: t.List[str]


class DragInterceptedEvent(t.TypedDict):
    """The parameters of the event `Input.dragIntercepted`.

    data
    """

    data: DragData


# API status: stable
class InputDomain(ProtocolDomain):
    """The domain Input."""

    # API status: experimental
    def dispatch_drag_event(
        self,
        type: t.Literal["dragEnter", "dragOver", "drop", "dragCancel"],
        x: float,
        y: float,
        data: DragData,
        *,
        modifiers: t.Optional[int] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Dispatches a drag event into the page.

        type: Type of the drag event.
        x: X coordinate of the event relative to the main frame's viewport in CSS pixels.
        y: Y coordinate of the event relative to the main frame's viewport in CSS pixels. 0
            refers to the top of the viewport and Y increases as it proceeds towards the
            bottom of the viewport.
        data
        modifiers: Bit field representing pressed modifier keys. Alt=1, Ctrl=2,
            Meta/Command=4, Shift=8 (default: 0).
        """
        return self._call(
            "Input.dispatchDragEvent",
            {
                "type": type,
                "x": x,
                "y": y,
                "data": data,
                "modifiers": modifiers,
            },
        )

    # API status: stable
    def dispatch_key_event(
        self,
        type: t.Literal["keyDown", "keyUp", "rawKeyDown", "char"],
        *,
        modifiers: t.Optional[int] = None,
        timestamp: t.Optional[TimeSinceEpoch] = None,
        text: t.Optional[str] = None,
        unmodified_text: t.Optional[str] = None,
        key_identifier: t.Optional[str] = None,
        code: t.Optional[str] = None,
        key: t.Optional[str] = None,
        windows_virtual_key_code: t.Optional[int] = None,
        native_virtual_key_code: t.Optional[int] = None,
        auto_repeat: t.Optional[bool] = None,
        is_keypad: t.Optional[bool] = None,
        is_system_key: t.Optional[bool] = None,
        location: t.Optional[int] = None,
        commands: t.Optional[t.List[str]] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Dispatches a key event to the page.

        type: Type of the key event.
        modifiers: Bit field representing pressed modifier keys. Alt=1, Ctrl=2,
            Meta/Command=4, Shift=8 (default: 0).
        timestamp: Time at which the event occurred.
        text: Text as generated by processing a virtual key code with a keyboard layout. Not
            needed for for `keyUp` and `rawKeyDown` events (default: "")
        unmodified_text: Text that would have been generated by the keyboard if no modifiers
            were pressed (except for shift). Useful for shortcut (accelerator) key handling
            (default: "").
        key_identifier: Unique key identifier (e.g., 'U+0041') (default: "").
        code: Unique DOM defined string value for each physical key (e.g., 'KeyA') (default:
            "").
        key: Unique DOM defined string value describing the meaning of the key in the
            context of active modifiers, keyboard layout, etc (e.g., 'AltGr') (default: "").
        windows_virtual_key_code: Windows virtual key code (default: 0).
        native_virtual_key_code: Native virtual key code (default: 0).
        auto_repeat: Whether the event was generated from auto repeat (default: false).
        is_keypad: Whether the event was generated from the keypad (default: false).
        is_system_key: Whether the event was a system key event (default: false).
        location: Whether the event was from the left or right side of the keyboard. 1=Left,
            2=Right (default: 0).
        commands (experimental): Editing commands to send with the key event (e.g.,
            'selectAll') (default: []). These are related to but not equal the command names
            used in `document.execCommand` and NSStandardKeyBindingResponding. See
            https://source.chromium.org/chromium/chromium/src/+/main:third_party/blink/renderer/core/editing/commands/editor_command_names.h
            for valid command names.
        """
        return self._call(
            "Input.dispatchKeyEvent",
            {
                "type": type,
                "modifiers": modifiers,
                "timestamp": timestamp,
                "text": text,
                "unmodifiedText": unmodified_text,
                "keyIdentifier": key_identifier,
                "code": code,
                "key": key,
                "windowsVirtualKeyCode": windows_virtual_key_code,
                "nativeVirtualKeyCode": native_virtual_key_code,
                "autoRepeat": auto_repeat,
                "isKeypad": is_keypad,
                "isSystemKey": is_system_key,
                "location": location,
                "commands": commands,
            },
        )

    # API status: experimental
    def insert_text(self, text: str) -> Reply[t.Dict[str, t.Any]]:
        """This method emulates inserting text that doesn't come from a key press,
        for example an emoji keyboard or an IME.

        text: The text to insert.
        """
        return self._call("Input.insertText", {"text": text})

    # API status: experimental
    def ime_set_composition(
        self,
        text: str,
        selection_start: int,
        selection_end: int,
        *,
        replacement_start: t.Optional[int] = None,
        replacement_end: t.Optional[int] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """This method sets the current candidate text for IME.
        Use imeCommitComposition to commit the final text.
        Use imeSetComposition with empty string as text to cancel composition.

        text: The text to insert
        selection_start: selection start
        selection_end: selection end
        replacement_start: replacement start
        replacement_end: replacement end
        """
        return self._call(
            "Input.imeSetComposition",
            {
                "text": text,
                "selectionStart": selection_start,
                "selectionEnd": selection_end,
                "replacementStart": replacement_start,
                "replacementEnd": replacement_end,
            },
        )

    # API status: stable
    def dispatch_mouse_event(
        self,
        type: t.Literal["mousePressed", "mouseReleased", "mouseMoved", "mouseWheel"],
        x: float,
        y: float,
        *,
        modifiers: t.Optional[int] = None,
        timestamp: t.Optional[TimeSinceEpoch] = None,
        button: t.Optional[MouseButton] = None,
        buttons: t.Optional[int] = None,
        click_count: t.Optional[int] = None,
        force: t.Optional[float] = None,
        tangential_pressure: t.Optional[float] = None,
        tilt_x: t.Optional[float] = None,
        tilt_y: t.Optional[float] = None,
        twist: t.Optional[int] = None,
        delta_x: t.Optional[float] = None,
        delta_y: t.Optional[float] = None,
        pointer_type: t.Optional[t.Literal["mouse", "pen"]] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Dispatches a mouse event to the page.

        type: Type of the mouse event.
        x: X coordinate of the event relative to the main frame's viewport in CSS pixels.
        y: Y coordinate of the event relative to the main frame's viewport in CSS pixels. 0
            refers to the top of the viewport and Y increases as it proceeds towards the
            bottom of the viewport.
        modifiers: Bit field representing pressed modifier keys. Alt=1, Ctrl=2,
            Meta/Command=4, Shift=8 (default: 0).
        timestamp: Time at which the event occurred.
        button: Mouse button (default: "none").
        buttons: A number indicating which buttons are pressed on the mouse when a mouse
            event is triggered. Left=1, Right=2, Middle=4, Back=8, Forward=16, None=0.
        click_count: Number of times the mouse button was clicked (default: 0).
        force (experimental): The normalized pressure, which has a range of [0,1] (default:
            0).
        tangential_pressure (experimental): The normalized tangential pressure, which has a
            range of [-1,1] (default: 0).
        tilt_x: The plane angle between the Y-Z plane and the plane containing both the
            stylus axis and the Y axis, in degrees of the range [-90,90], a positive tiltX
            is to the right (default: 0).
        tilt_y: The plane angle between the X-Z plane and the plane containing both the
            stylus axis and the X axis, in degrees of the range [-90,90], a positive tiltY
            is towards the user (default: 0).
        twist (experimental): The clockwise rotation of a pen stylus around its own major
            axis, in degrees in the range [0,359] (default: 0).
        delta_x: X delta in CSS pixels for mouse wheel event (default: 0).
        delta_y: Y delta in CSS pixels for mouse wheel event (default: 0).
        pointer_type: Pointer type (default: "mouse").
        """
        return self._call(
            "Input.dispatchMouseEvent",
            {
                "type": type,
                "x": x,
                "y": y,
                "modifiers": modifiers,
                "timestamp": timestamp,
                "button": button,
                "buttons": buttons,
                "clickCount": click_count,
                "force": force,
                "tangentialPressure": tangential_pressure,
                "tiltX": tilt_x,
                "tiltY": tilt_y,
                "twist": twist,
                "deltaX": delta_x,
                "deltaY": delta_y,
                "pointerType": pointer_type,
            },
        )

    # API status: stable
    def dispatch_touch_event(
        self,
        type: t.Literal["touchStart", "touchEnd", "touchMove", "touchCancel"],
        touch_points: t.List[TouchPoint],
        *,
        modifiers: t.Optional[int] = None,
        timestamp: t.Optional[TimeSinceEpoch] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Dispatches a touch event to the page.

        type: Type of the touch event. TouchEnd and TouchCancel must not contain any touch
            points, while TouchStart and TouchMove must contains at least one.
        touch_points: Active touch points on the touch device. One event per any changed
            point (compared to previous touch event in a sequence) is generated, emulating
            pressing/moving/releasing points one by one.
        modifiers: Bit field representing pressed modifier keys. Alt=1, Ctrl=2,
            Meta/Command=4, Shift=8 (default: 0).
        timestamp: Time at which the event occurred.
        """
        return self._call(
            "Input.dispatchTouchEvent",
            {
                "type": type,
                "touchPoints": touch_points,
                "modifiers": modifiers,
                "timestamp": timestamp,
            },
        )

    # API status: stable
    def cancel_dragging(self) -> Reply[t.Dict[str, t.Any]]:
        """Cancels any active dragging in the page."""
        return self._call("Input.cancelDragging", {})

    # API status: experimental
    def emulate_touch_from_mouse_event(
        self,
        type: t.Literal["mousePressed", "mouseReleased", "mouseMoved", "mouseWheel"],
        x: int,
        y: int,
        button: MouseButton,
        *,
        timestamp: t.Optional[TimeSinceEpoch] = None,
        delta_x: t.Optional[float] = None,
        delta_y: t.Optional[float] = None,
        modifiers: t.Optional[int] = None,
        click_count: t.Optional[int] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Emulates touch event from the mouse event parameters.

        type: Type of the mouse event.
        x: X coordinate of the mouse pointer in DIP.
        y: Y coordinate of the mouse pointer in DIP.
        button: Mouse button. Only "none", "left", "right" are supported.
        timestamp: Time at which the event occurred (default: current time).
        delta_x: X delta in DIP for mouse wheel event (default: 0).
        delta_y: Y delta in DIP for mouse wheel event (default: 0).
        modifiers: Bit field representing pressed modifier keys. Alt=1, Ctrl=2,
            Meta/Command=4, Shift=8 (default: 0).
        click_count: Number of times the mouse button was clicked (default: 0).
        """
        return self._call(
            "Input.emulateTouchFromMouseEvent",
            {
                "type": type,
                "x": x,
                "y": y,
                "button": button,
                "timestamp": timestamp,
                "deltaX": delta_x,
                "deltaY": delta_y,
                "modifiers": modifiers,
                "clickCount": click_count,
            },
        )

    # API status: stable
    def set_ignore_input_events(self, ignore: bool) -> Reply[t.Dict[str, t.Any]]:
        """Ignores input events (useful while auditing page).

        ignore: Ignores input events processing when set to true.
        """
        return self._call("Input.setIgnoreInputEvents", {"ignore": ignore})

    # API status: experimental
    def set_intercept_drags(self, enabled: bool) -> Reply[t.Dict[str, t.Any]]:
        """Prevents default drag and drop behavior and instead emits `Input.dragIntercepted`
        events.
        Drag and drop behavior can be directly controlled via `Input.dispatchDragEvent`.

        enabled
        """
        return self._call("Input.setInterceptDrags", {"enabled": enabled})

    # API status: experimental
    def synthesize_pinch_gesture(
        self,
        x: float,
        y: float,
        scale_factor: float,
        *,
        relative_speed: t.Optional[int] = None,
        gesture_source_type: t.Optional[GestureSourceType] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Synthesizes a pinch gesture over a time period by issuing appropriate touch events.

        x: X coordinate of the start of the gesture in CSS pixels.
        y: Y coordinate of the start of the gesture in CSS pixels.
        scale_factor: Relative scale factor after zooming (>1.0 zooms in, <1.0 zooms out).
        relative_speed: Relative pointer speed in pixels per second (default: 800).
        gesture_source_type: Which type of input events to be generated (default: 'default',
            which queries the platform for the preferred input type).
        """
        return self._call(
            "Input.synthesizePinchGesture",
            {
                "x": x,
                "y": y,
                "scaleFactor": scale_factor,
                "relativeSpeed": relative_speed,
                "gestureSourceType": gesture_source_type,
            },
        )

    # API status: experimental
    def synthesize_scroll_gesture(
        self,
        x: float,
        y: float,
        *,
        x_distance: t.Optional[float] = None,
        y_distance: t.Optional[float] = None,
        x_overscroll: t.Optional[float] = None,
        y_overscroll: t.Optional[float] = None,
        prevent_fling: t.Optional[bool] = None,
        speed: t.Optional[int] = None,
        gesture_source_type: t.Optional[GestureSourceType] = None,
        repeat_count: t.Optional[int] = None,
        repeat_delay_ms: t.Optional[int] = None,
        interaction_marker_name: t.Optional[str] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Synthesizes a scroll gesture over a time period by issuing appropriate touch events.

        x: X coordinate of the start of the gesture in CSS pixels.
        y: Y coordinate of the start of the gesture in CSS pixels.
        x_distance: The distance to scroll along the X axis (positive to scroll left).
        y_distance: The distance to scroll along the Y axis (positive to scroll up).
        x_overscroll: The number of additional pixels to scroll back along the X axis, in
            addition to the given distance.
        y_overscroll: The number of additional pixels to scroll back along the Y axis, in
            addition to the given distance.
        prevent_fling: Prevent fling (default: true).
        speed: Swipe speed in pixels per second (default: 800).
        gesture_source_type: Which type of input events to be generated (default: 'default',
            which queries the platform for the preferred input type).
        repeat_count: The number of times to repeat the gesture (default: 0).
        repeat_delay_ms: The number of milliseconds delay between each repeat. (default:
            250).
        interaction_marker_name: The name of the interaction markers to generate, if not
            empty (default: "").
        """
        return self._call(
            "Input.synthesizeScrollGesture",
            {
                "x": x,
                "y": y,
                "xDistance": x_distance,
                "yDistance": y_distance,
                "xOverscroll": x_overscroll,
                "yOverscroll": y_overscroll,
                "preventFling": prevent_fling,
                "speed": speed,
                "gestureSourceType": gesture_source_type,
                "repeatCount": repeat_count,
                "repeatDelayMs": repeat_delay_ms,
                "interactionMarkerName": interaction_marker_name,
            },
        )

    # API status: experimental
    def synthesize_tap_gesture(
        self,
        x: float,
        y: float,
        *,
        duration: t.Optional[int] = None,
        tap_count: t.Optional[int] = None,
        gesture_source_type: t.Optional[GestureSourceType] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Synthesizes a tap gesture over a time period by issuing appropriate touch events.

        x: X coordinate of the start of the gesture in CSS pixels.
        y: Y coordinate of the start of the gesture in CSS pixels.
        duration: Duration between touchdown and touchup events in ms (default: 50).
        tap_count: Number of times to perform the tap (e.g. 2 for double tap, default: 1).
        gesture_source_type: Which type of input events to be generated (default: 'default',
            which queries the platform for the preferred input type).
        """
        return self._call(
            "Input.synthesizeTapGesture",
            {
                "x": x,
                "y": y,
                "duration": duration,
                "tapCount": tap_count,
                "gestureSourceType": gesture_source_type,
            },
        )

    # API status: experimental
    @property
    def drag_intercepted(self) -> EventSource[DragInterceptedEvent]:
        """Emitted only when `Input.setInterceptDrags` is enabled. Use this data with
        `Input.dispatchDragEvent` to
        restore normal drag and drop behavior.
        """
        return self._event("Input.dragIntercepted")
