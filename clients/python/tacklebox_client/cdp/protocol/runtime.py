"""The domain Runtime of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

# API status: stable
# Unique script identifier.
ScriptId = str


class _SerializationOptionsRequired(t.TypedDict):
    serialization: t.Literal["deep", "json", "idOnly"]


# API status: stable
class SerializationOptions(_SerializationOptionsRequired, total=False):
    """Represents options for serialization. Overrides `generatePreview` and `returnByValue`.

    serialization
    maxDepth: Deep serialization depth. Default is full depth. Respected only in `deep`
        serialization mode.
    additionalParameters: Embedder-specific parameters. For example if connected to V8 in Chrome
        these control DOM serialization via `maxNodeDepth: integer` and `includeShadowTree:
        "none" | "open" | "all"`. Values can be only of type string or integer.
    """

    maxDepth: int
    additionalParameters: t.Dict[str, t.Any]


class _DeepSerializedValueRequired(t.TypedDict):
    type: t.Literal[
        "undefined",
        "null",
        "string",
        "number",
        "boolean",
        "bigint",
        "regexp",
        "date",
        "symbol",
        "array",
        "object",
        "function",
        "map",
        "set",
        "weakmap",
        "weakset",
        "error",
        "proxy",
        "promise",
        "typedarray",
        "arraybuffer",
        "node",
        "window",
        "generator",
    ]


# API status: stable
class DeepSerializedValue(_DeepSerializedValueRequired, total=False):
    """Represents deep serialized value.

    type
    value
    objectId
    weakLocalObjectReference: Set if value reference met more then once during serialization. In
        such case, value is provided only to one of the serialized values. Unique per value in
        the scope of one CDP call.
    """

    value: t.Any
    objectId: str
    weakLocalObjectReference: int


# API status: stable
# Unique object identifier.
RemoteObjectId = str

# API status: stable
# Primitive value which cannot be JSON-stringified. Includes values `-0`, `NaN`, `Infinity`,
# `-Infinity`, and bigint literals.
UnserializableValue = str


class _RemoteObjectRequired(t.TypedDict):
    type: t.Literal["object", "function", "undefined", "string", "number", "boolean", "symbol", "bigint"]


# API status: stable
class RemoteObject(_RemoteObjectRequired, total=False):
    """Mirror object referencing original JavaScript object.

    type: Object type.
    subtype: Object subtype hint. Specified for `object` type values only. NOTE: If you change
        anything here, make sure to also update `subtype` in `ObjectPreview` and
        `PropertyPreview` below.
    className: Object class (constructor) name. Specified for `object` type values only.
    value: Remote object value in case of primitive values or JSON values (if it was requested).
    unserializableValue: Primitive value which can not be JSON-stringified does not have
        `value`, but gets this property.
    description: String representation of the object.
    deepSerializedValue (experimental): Deep serialized value.
    objectId: Unique object identifier (for non-primitive values).
    preview (experimental): Preview containing abbreviated property values. Specified for
        `object` type values only.
    customPreview (experimental)
    """

    subtype: t.Literal[
        "array",
        "null",
        "node",
        "regexp",
        "date",
        "map",
        "set",
        "weakmap",
        "weakset",
        "iterator",
        "generator",
        "error",
        "proxy",
        "promise",
        "typedarray",
        "arraybuffer",
        "dataview",
        "webassemblymemory",
        "wasmvalue",
        "deferredmodule",
        "trustedtype",
    ]
    className: str
    value: t.Any
    unserializableValue: UnserializableValue
    description: str
    deepSerializedValue: DeepSerializedValue
    objectId: RemoteObjectId
    preview: ObjectPreview
    customPreview: CustomPreview


class _CustomPreviewRequired(t.TypedDict):
    header: str


# API status: experimental
class CustomPreview(_CustomPreviewRequired, total=False):
    """The type `Runtime.CustomPreview`.

    header: The JSON-stringified result of formatter.header(object, config) call. It contains
        json ML array that represents RemoteObject.
    bodyGetterId: If formatter returns true as a result of formatter.hasBody call then
        bodyGetterId will contain RemoteObjectId for the function that returns result of
        formatter.body(object, config) call. The result value is json ML array.
    """

    bodyGetterId: RemoteObjectId


class _ObjectPreviewRequired(t.TypedDict):
    type: t.Literal["object", "function", "undefined", "string", "number", "boolean", "symbol", "bigint"]
    overflow: bool
    properties: t.List[PropertyPreview]


# API status: experimental
class ObjectPreview(_ObjectPreviewRequired, total=False):
    """Object containing abbreviated remote object value.

    type: Object type.
    subtype: Object subtype hint. Specified for `object` type values only.
    description: String representation of the object.
    overflow: True iff some of the properties or entries of the original object did not fit.
    properties: List of the properties.
    entries: List of the entries. Specified for `map` and `set` subtype values only.
    """

    subtype: t.Literal[
        "array",
        "null",
        "node",
        "regexp",
        "date",
        "map",
        "set",
        "weakmap",
        "weakset",
        "iterator",
        "generator",
        "error",
        "proxy",
        "promise",
        "typedarray",
        "arraybuffer",
        "dataview",
        "webassemblymemory",
        "wasmvalue",
        "deferredmodule",
        "trustedtype",
    ]
    description: str
    entries: t.List[EntryPreview]


class _PropertyPreviewRequired(t.TypedDict):
    name: str
    type: t.Literal["object", "function", "undefined", "string", "number", "boolean", "symbol", "accessor", "bigint"]


# API status: experimental
class PropertyPreview(_PropertyPreviewRequired, total=False):
    """The type `Runtime.PropertyPreview`.

    name: Property name.
    type: Object type. Accessor means that the property itself is an accessor property.
    value: User-friendly property value string.
    valuePreview: Nested value preview.
    subtype: Object subtype hint. Specified for `object` type values only.
    """

    value: str
    valuePreview: ObjectPreview
    subtype: t.Literal[
        "array",
        "null",
        "node",
        "regexp",
        "date",
        "map",
        "set",
        "weakmap",
        "weakset",
        "iterator",
        "generator",
        "error",
        "proxy",
        "promise",
        "typedarray",
        "arraybuffer",
        "dataview",
        "webassemblymemory",
        "wasmvalue",
        "deferredmodule",
        "trustedtype",
    ]


class _EntryPreviewRequired(t.TypedDict):
    value: ObjectPreview


# API status: experimental
class EntryPreview(_EntryPreviewRequired, total=False):
    """The type `Runtime.EntryPreview`.

    key: Preview of the key. Specified for map-like collection entries.
    value: Preview of the value.
    """

    key: ObjectPreview


class _PropertyDescriptorRequired(t.TypedDict):
    name: str
    configurable: bool
    enumerable: bool


# API status: stable
class PropertyDescriptor(_PropertyDescriptorRequired, total=False):
    """Object property descriptor.

    name: Property name or symbol description.
    value: The value associated with the property.
    writable: True if the value associated with the property may be changed (data descriptors
        only).
    get: A function which serves as a getter for the property, or `undefined` if there is no
        getter (accessor descriptors only).
    set: A function which serves as a setter for the property, or `undefined` if there is no
        setter (accessor descriptors only).
    configurable: True if the type of this property descriptor may be changed and if the
        property may be deleted from the corresponding object.
    enumerable: True if this property shows up during enumeration of the properties on the
        corresponding object.
    wasThrown: True if the result was thrown during the evaluation.
    isOwn: True if the property is owned for the object.
    symbol: Property symbol object, if the property is of the `symbol` type.
    """

    value: RemoteObject
    writable: bool
    get: RemoteObject
    set: RemoteObject
    wasThrown: bool
    isOwn: bool
    symbol: RemoteObject


class _InternalPropertyDescriptorRequired(t.TypedDict):
    name: str


# API status: stable
class InternalPropertyDescriptor(_InternalPropertyDescriptorRequired, total=False):
    """Object internal property descriptor. This property isn't normally visible in JavaScript
    code.

    name: Conventional property name.
    value: The value associated with the property.
    """

    value: RemoteObject


class _PrivatePropertyDescriptorRequired(t.TypedDict):
    name: str


# API status: experimental
class PrivatePropertyDescriptor(_PrivatePropertyDescriptorRequired, total=False):
    """Object private field descriptor.

    name: Private property name.
    value: The value associated with the private property.
    get: A function which serves as a getter for the private property, or `undefined` if there
        is no getter (accessor descriptors only).
    set: A function which serves as a setter for the private property, or `undefined` if there
        is no setter (accessor descriptors only).
    """

    value: RemoteObject
    get: RemoteObject
    set: RemoteObject


# API status: stable
class CallArgument(t.TypedDict, total=False):
    """Represents function call argument. Either remote object id `objectId`, primitive `value`,
    unserializable primitive value or neither of (for undefined) them should be specified.

    value: Primitive value or serializable javascript object.
    unserializableValue: Primitive value which can not be JSON-stringified.
    objectId: Remote object handle.
    """

    value: t.Any
    unserializableValue: UnserializableValue
    objectId: RemoteObjectId


# API status: stable
# Id of an execution context.
ExecutionContextId = int


class _ExecutionContextDescriptionRequired(t.TypedDict):
    id: ExecutionContextId
    origin: str
    name: str
    uniqueId: str


# API status: stable
class ExecutionContextDescription(_ExecutionContextDescriptionRequired, total=False):
    """Description of an isolated world.

    id: Unique id of the execution context. It can be used to specify in which execution context
        script evaluation should be performed.
    origin: Execution context origin.
    name: Human readable name describing given context.
    uniqueId (experimental): A system-unique execution context identifier. Unlike the id, this
        is unique across multiple processes, so can be reliably used to identify specific
        context while backend performs a cross-process navigation.
    auxData: Embedder-specific auxiliary data likely matching {isDefault: boolean, type:
        'default'|'isolated'|'worker', frameId: string}
    """

    auxData: t.Dict[str, t.Any]


class _ExceptionDetailsRequired(t.TypedDict):
    exceptionId: int
    text: str
    lineNumber: int
    columnNumber: int


# API status: stable
class ExceptionDetails(_ExceptionDetailsRequired, total=False):
    """Detailed information about exception (or error) that was thrown during script compilation or
    execution.

    exceptionId: Exception id.
    text: Exception text, which should be used together with exception object when available.
    lineNumber: Line number of the exception location (0-based).
    columnNumber: Column number of the exception location (0-based).
    scriptId: Script ID of the exception location.
    url: URL of the exception location, to be used when the script was not reported.
    stackTrace: JavaScript stack trace if available.
    exception: Exception object if available.
    executionContextId: Identifier of the context where exception happened.
    exceptionMetaData (experimental): Dictionary with entries of meta data that the client
        associated with this exception, such as information about associated network requests,
        etc.
    """

    scriptId: ScriptId
    url: str
    stackTrace: StackTrace
    exception: RemoteObject
    executionContextId: ExecutionContextId
    exceptionMetaData: t.Dict[str, t.Any]


# API status: stable
# Number of milliseconds since epoch.
Timestamp = float

# API status: stable
# Number of milliseconds.
TimeDelta = float


# API status: stable
class CallFrame(t.TypedDict):
    """Stack entry for runtime errors and assertions.

    functionName: JavaScript function name.
    scriptId: JavaScript script id.
    url: JavaScript script name or url.
    lineNumber: JavaScript script line number (0-based).
    columnNumber: JavaScript script column number (0-based).
    """

    functionName: str
    scriptId: ScriptId
    url: str
    lineNumber: int
    columnNumber: int


class _StackTraceRequired(t.TypedDict):
    callFrames: t.List[CallFrame]


# API status: stable
class StackTrace(_StackTraceRequired, total=False):
    """Call frames for assertions or error messages.

    description: String label of this stack trace. For async traces this may be a name of the
        function that initiated the async call.
    callFrames: JavaScript function name.
    parent: Asynchronous JavaScript stack trace that preceded this stack, if available.
    parentId (experimental): Asynchronous JavaScript stack trace that preceded this stack, if
        available.
    """

    description: str
    parent: StackTrace
    parentId: StackTraceId


# API status: experimental
# Unique identifier of current debugger.
UniqueDebuggerId = str


class _StackTraceIdRequired(t.TypedDict):
    id: str


# API status: experimental
class StackTraceId(_StackTraceIdRequired, total=False):
    """If `debuggerId` is set stack trace comes from another debugger and can be resolved there.
    This
    allows to track cross-debugger calls. See `Runtime.StackTrace` and `Debugger.paused` for
    usages.

    id
    debuggerId
    """

    debuggerId: UniqueDebuggerId


class _AwaitPromiseReturnsRequired(t.TypedDict):
    result: RemoteObject


class AwaitPromiseReturns(_AwaitPromiseReturnsRequired, total=False):
    """What `Runtime.awaitPromise` returns.

    result: Promise result. Will contain rejected value if promise was rejected.
    exceptionDetails: Exception details if stack strace is available.
    """

    exceptionDetails: ExceptionDetails


class _CallFunctionOnReturnsRequired(t.TypedDict):
    result: RemoteObject


class CallFunctionOnReturns(_CallFunctionOnReturnsRequired, total=False):
    """What `Runtime.callFunctionOn` returns.

    result: Call result.
    exceptionDetails: Exception details.
    """

    exceptionDetails: ExceptionDetails


class CompileScriptReturns(t.TypedDict, total=False):
    """What `Runtime.compileScript` returns.

    scriptId: Id of the script.
    exceptionDetails: Exception details.
    """

    scriptId: ScriptId
    exceptionDetails: ExceptionDetails


class _EvaluateReturnsRequired(t.TypedDict):
    result: RemoteObject


class EvaluateReturns(_EvaluateReturnsRequired, total=False):
    """What `Runtime.evaluate` returns.

    result: Evaluation result.
    exceptionDetails: Exception details.
    """

    exceptionDetails: ExceptionDetails


class GetIsolateIdReturns(t.TypedDict):
    """What `Runtime.getIsolateId` returns.

    id: The isolate id.
    """

    id: str


class GetHeapUsageReturns(t.TypedDict):
    """What `Runtime.getHeapUsage` returns.

    usedSize: Used JavaScript heap size in bytes.
    totalSize: Allocated JavaScript heap size in bytes.
    embedderHeapUsedSize: Used size in bytes in the embedder's garbage-collected heap.
    backingStorageSize: Size in bytes of backing storage for array buffers and external strings.
    """

    usedSize: float
    totalSize: float
    embedderHeapUsedSize: float
    backingStorageSize: float


class _GetPropertiesReturnsRequired(t.TypedDict):
    result: t.List[PropertyDescriptor]


class GetPropertiesReturns(_GetPropertiesReturnsRequired, total=False):
    """What `Runtime.getProperties` returns.

    result: Object properties.
    internalProperties: Internal object properties (only of the element itself).
    privateProperties (experimental): Object private properties.
    exceptionDetails: Exception details.
    """

    internalProperties: t.List[InternalPropertyDescriptor]
    privateProperties: t.List[PrivatePropertyDescriptor]
    exceptionDetails: ExceptionDetails


class GlobalLexicalScopeNamesReturns(t.TypedDict):
    """What `Runtime.globalLexicalScopeNames` returns.

    names
    """

    names: t.List[str]


class QueryObjectsReturns(t.TypedDict):
    """What `Runtime.queryObjects` returns.

    objects: Array with objects.
    """

    objects: RemoteObject


class _RunScriptReturnsRequired(t.TypedDict):
    result: RemoteObject


class RunScriptReturns(_RunScriptReturnsRequired, total=False):
    """What `Runtime.runScript` returns.

    result: Run result.
    exceptionDetails: Exception details.
    """

    exceptionDetails: ExceptionDetails


class GetExceptionDetailsReturns(t.TypedDict, total=False):
    """What `Runtime.getExceptionDetails` returns.

    exceptionDetails
    """

    exceptionDetails: ExceptionDetails


class BindingCalledEvent(t.TypedDict):
    """The parameters of the event `Runtime.bindingCalled`.

    name
    payload
    executionContextId: Identifier of the context where the call was made.
    """

    name: str
    payload: str
    executionContextId: ExecutionContextId


class _ConsoleAPICalledEventRequired(t.TypedDict):
    type: t.Literal[
        "log",
        "debug",
        "info",
        "error",
        "warning",
        "dir",
        "dirxml",
        "table",
        "trace",
        "clear",
        "startGroup",
        "startGroupCollapsed",
        "endGroup",
        "assert",
        "profile",
        "profileEnd",
        "count",
        "timeEnd",
    ]
    args: t.List[RemoteObject]
    executionContextId: ExecutionContextId
    timestamp: Timestamp


class ConsoleAPICalledEvent(_ConsoleAPICalledEventRequired, total=False):
    """The parameters of the event `Runtime.consoleAPICalled`.

    type: Type of the call.
    args: Call arguments.
    executionContextId: Identifier of the context where the call was made.
    timestamp: Call timestamp.
    stackTrace: Stack trace captured when the call was made. The async stack chain is
        automatically reported for the following call types: `assert`, `error`, `trace`,
        `warning`. For other types the async call chain can be retrieved using
        `Debugger.getStackTrace` and `stackTrace.parentId` field.
    context (experimental): Console context descriptor for calls on non-default console context
        (not console.*): 'anonymous#unique-logger-id' for call on unnamed context,
        'name#unique-logger-id' for call on named context.
    """

    stackTrace: StackTrace
    context: str


class ExceptionRevokedEvent(t.TypedDict):
    """The parameters of the event `Runtime.exceptionRevoked`.

    reason: Reason describing why exception was revoked.
    exceptionId: The id of revoked exception, as reported in `exceptionThrown`.
    """

    reason: str
    exceptionId: int


class ExceptionThrownEvent(t.TypedDict):
    """The parameters of the event `Runtime.exceptionThrown`.

    timestamp: Timestamp of the exception.
    exceptionDetails
    """

    timestamp: Timestamp
    exceptionDetails: ExceptionDetails


class ExecutionContextCreatedEvent(t.TypedDict):
    """The parameters of the event `Runtime.executionContextCreated`.

    context: A newly created execution context.
    """

    context: ExecutionContextDescription


class ExecutionContextDestroyedEvent(t.TypedDict):
    """The parameters of the event `Runtime.executionContextDestroyed`.

    executionContextId (deprecated): Id of the destroyed context
    executionContextUniqueId (experimental): Unique Id of the destroyed context
    """

    executionContextId: ExecutionContextId
    executionContextUniqueId: str


class _InspectRequestedEventRequired(t.TypedDict):
    object: RemoteObject
    hints: t.Dict[str, t.Any]


class InspectRequestedEvent(_InspectRequestedEventRequired, total=False):
    """The parameters of the event `Runtime.inspectRequested`.

    object
    hints
    executionContextId (experimental): Identifier of the context where the call was made.
    """

    executionContextId: ExecutionContextId


# API status: stable
class RuntimeDomain(ProtocolDomain):
    """Runtime domain exposes JavaScript runtime by means of remote evaluation and mirror objects.
    Evaluation results are returned as mirror object that expose object type, string
    representation
    and unique identifier that can be used for further object reference. Original objects are
    maintained in memory unless they are either explicitly released or are released along with
    the
    other objects in their object group.
    """

    # API status: stable
    def await_promise(
        self,
        promise_object_id: RemoteObjectId,
        *,
        return_by_value: t.Optional[bool] = None,
        generate_preview: t.Optional[bool] = None,
    ) -> Reply[AwaitPromiseReturns]:
        """Add handler to promise with given promise object id.

        promise_object_id: Identifier of the promise.
        return_by_value: Whether the result is expected to be a JSON object that should be
            sent by value.
        generate_preview: Whether preview should be generated for the result.
        """
        return self._call(
            "Runtime.awaitPromise",
            {
                "promiseObjectId": promise_object_id,
                "returnByValue": return_by_value,
                "generatePreview": generate_preview,
            },
        )

    # API status: stable
    def call_function_on(
        self,
        function_declaration: str,
        *,
        object_id: t.Optional[RemoteObjectId] = None,
        arguments: t.Optional[t.List[CallArgument]] = None,
        silent: t.Optional[bool] = None,
        return_by_value: t.Optional[bool] = None,
        generate_preview: t.Optional[bool] = None,
        user_gesture: t.Optional[bool] = None,
        await_promise: t.Optional[bool] = None,
        execution_context_id: t.Optional[ExecutionContextId] = None,
        object_group: t.Optional[str] = None,
        throw_on_side_effect: t.Optional[bool] = None,
        unique_context_id: t.Optional[str] = None,
        serialization_options: t.Optional[SerializationOptions] = None,
    ) -> Reply[CallFunctionOnReturns]:
        """Calls function with given declaration on the given object. Object group of the
        result is
        inherited from the target object.

        function_declaration: Declaration of the function to call.
        object_id: Identifier of the object to call function on. Either objectId or
            executionContextId should be specified.
        arguments: Call arguments. All call arguments must belong to the same JavaScript
            world as the target object.
        silent: In silent mode exceptions thrown during evaluation are not reported and do
            not pause execution. Overrides `setPauseOnException` state.
        return_by_value: Whether the result is expected to be a JSON object which should be
            sent by value. Can be overriden by `serializationOptions`.
        generate_preview (experimental): Whether preview should be generated for the result.
        user_gesture: Whether execution should be treated as initiated by user in the UI.
        await_promise: Whether execution should `await` for resulting value and return once
            awaited promise is resolved.
        execution_context_id: Specifies execution context which global object will be used
            to call function on. Either executionContextId or objectId should be specified.
        object_group: Symbolic group name that can be used to release multiple objects. If
            objectGroup is not specified and objectId is, objectGroup will be inherited from
            object.
        throw_on_side_effect (experimental): Whether to throw an exception if side effect
            cannot be ruled out during evaluation.
        unique_context_id (experimental): An alternative way to specify the execution
            context to call function on. Compared to contextId that may be reused across
            processes, this is guaranteed to be system-unique, so it can be used to prevent
            accidental function call in context different than intended (e.g. as a result of
            navigation across process boundaries). This is mutually exclusive with
            `executionContextId`.
        serialization_options (experimental): Specifies the result serialization. If
            provided, overrides `generatePreview` and `returnByValue`.
        """
        return self._call(
            "Runtime.callFunctionOn",
            {
                "functionDeclaration": function_declaration,
                "objectId": object_id,
                "arguments": arguments,
                "silent": silent,
                "returnByValue": return_by_value,
                "generatePreview": generate_preview,
                "userGesture": user_gesture,
                "awaitPromise": await_promise,
                "executionContextId": execution_context_id,
                "objectGroup": object_group,
                "throwOnSideEffect": throw_on_side_effect,
                "uniqueContextId": unique_context_id,
                "serializationOptions": serialization_options,
            },
        )

    # API status: stable
    def compile_script(
        self,
        expression: str,
        source_url: str,
        persist_script: bool,
        *,
        execution_context_id: t.Optional[ExecutionContextId] = None,
    ) -> Reply[CompileScriptReturns]:
        """Compiles expression.

        expression: Expression to compile.
        source_url: Source url to be set for the script.
        persist_script: Specifies whether the compiled script should be persisted.
        execution_context_id: Specifies in which execution context to perform script run. If
            the parameter is omitted the evaluation will be performed in the context of the
            inspected page.
        """
        return self._call(
            "Runtime.compileScript",
            {
                "expression": expression,
                "sourceURL": source_url,
                "persistScript": persist_script,
                "executionContextId": execution_context_id,
            },
        )

    # API status: stable
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disables reporting of execution contexts creation."""
        return self._call("Runtime.disable", {})

    # API status: stable
    def discard_console_entries(self) -> Reply[t.Dict[str, t.Any]]:
        """Discards collected exceptions and console API calls."""
        return self._call("Runtime.discardConsoleEntries", {})

    # API status: stable
    def enable(self) -> Reply[t.Dict[str, t.Any]]:
        """Enables reporting of execution contexts creation by means of
        `executionContextCreated` event.
        When the reporting gets enabled the event will be sent immediately for each existing
        execution
        context.
        """
        return self._call("Runtime.enable", {})

    # API status: stable
    def evaluate(
        self,
        expression: str,
        *,
        object_group: t.Optional[str] = None,
        include_command_line_api: t.Optional[bool] = None,
        silent: t.Optional[bool] = None,
        context_id: t.Optional[ExecutionContextId] = None,
        return_by_value: t.Optional[bool] = None,
        generate_preview: t.Optional[bool] = None,
        user_gesture: t.Optional[bool] = None,
        await_promise: t.Optional[bool] = None,
        throw_on_side_effect: t.Optional[bool] = None,
        timeout: t.Optional[TimeDelta] = None,
        disable_breaks: t.Optional[bool] = None,
        repl_mode: t.Optional[bool] = None,
        allow_unsafe_eval_blocked_by_csp: t.Optional[bool] = None,
        unique_context_id: t.Optional[str] = None,
        serialization_options: t.Optional[SerializationOptions] = None,
    ) -> Reply[EvaluateReturns]:
        """Evaluates expression on global object.

        expression: Expression to evaluate.
        object_group: Symbolic group name that can be used to release multiple objects.
        include_command_line_api: Determines whether Command Line API should be available
            during the evaluation.
        silent: In silent mode exceptions thrown during evaluation are not reported and do
            not pause execution. Overrides `setPauseOnException` state.
        context_id: Specifies in which execution context to perform evaluation. If the
            parameter is omitted the evaluation will be performed in the context of the
            inspected page. This is mutually exclusive with `uniqueContextId`, which offers
            an alternative way to identify the execution context that is more reliable in a
            multi-process environment.
        return_by_value: Whether the result is expected to be a JSON object that should be
            sent by value.
        generate_preview (experimental): Whether preview should be generated for the result.
        user_gesture: Whether execution should be treated as initiated by user in the UI.
        await_promise: Whether execution should `await` for resulting value and return once
            awaited promise is resolved.
        throw_on_side_effect (experimental): Whether to throw an exception if side effect
            cannot be ruled out during evaluation. This implies `disableBreaks` below.
        timeout (experimental): Terminate execution after timing out (number of
            milliseconds).
        disable_breaks (experimental): Disable breakpoints during execution.
        repl_mode (experimental): Setting this flag to true enables `let` re-declaration and
            top-level `await`. Note that `let` variables can only be re-declared if they
            originate from `replMode` themselves.
        allow_unsafe_eval_blocked_by_csp (experimental): The Content Security Policy (CSP)
            for the target might block 'unsafe-eval' which includes eval(), Function(),
            setTimeout() and setInterval() when called with non-callable arguments. This
            flag bypasses CSP for this evaluation and allows unsafe-eval. Defaults to true.
        unique_context_id (experimental): An alternative way to specify the execution
            context to evaluate in. Compared to contextId that may be reused across
            processes, this is guaranteed to be system-unique, so it can be used to prevent
            accidental evaluation of the expression in context different than intended (e.g.
            as a result of navigation across process boundaries). This is mutually exclusive
            with `contextId`.
        serialization_options (experimental): Specifies the result serialization. If
            provided, overrides `generatePreview` and `returnByValue`.
        """
        return self._call(
            "Runtime.evaluate",
            {
                "expression": expression,
                "objectGroup": object_group,
                "includeCommandLineAPI": include_command_line_api,
                "silent": silent,
                "contextId": context_id,
                "returnByValue": return_by_value,
                "generatePreview": generate_preview,
                "userGesture": user_gesture,
                "awaitPromise": await_promise,
                "throwOnSideEffect": throw_on_side_effect,
                "timeout": timeout,
                "disableBreaks": disable_breaks,
                "replMode": repl_mode,
                "allowUnsafeEvalBlockedByCSP": allow_unsafe_eval_blocked_by_csp,
                "uniqueContextId": unique_context_id,
                "serializationOptions": serialization_options,
            },
        )

    # API status: experimental
    def get_isolate_id(self) -> Reply[GetIsolateIdReturns]:
        """Returns the isolate id."""
        return self._call("Runtime.getIsolateId", {})

    # API status: experimental
    def get_heap_usage(self) -> Reply[GetHeapUsageReturns]:
        """Returns the JavaScript heap usage.
        It is the total usage of the corresponding isolate not scoped to a particular
        Runtime.
        """
        return self._call("Runtime.getHeapUsage", {})

    # API status: stable
    def get_properties(
        self,
        object_id: RemoteObjectId,
        *,
        own_properties: t.Optional[bool] = None,
        accessor_properties_only: t.Optional[bool] = None,
        generate_preview: t.Optional[bool] = None,
        non_indexed_properties_only: t.Optional[bool] = None,
    ) -> Reply[GetPropertiesReturns]:
        """Returns properties of a given object. Object group of the result is inherited from
        the target
        object.

        object_id: Identifier of the object to return properties for.
        own_properties: If true, returns properties belonging only to the element itself,
            not to its prototype chain.
        accessor_properties_only (experimental): If true, returns accessor properties (with
            getter/setter) only; internal properties are not returned either.
        generate_preview (experimental): Whether preview should be generated for the
            results.
        non_indexed_properties_only (experimental): If true, returns non-indexed properties
            only.
        """
        return self._call(
            "Runtime.getProperties",
            {
                "objectId": object_id,
                "ownProperties": own_properties,
                "accessorPropertiesOnly": accessor_properties_only,
                "generatePreview": generate_preview,
                "nonIndexedPropertiesOnly": non_indexed_properties_only,
            },
        )

    # API status: stable
    def global_lexical_scope_names(
        self,
        *,
        execution_context_id: t.Optional[ExecutionContextId] = None,
    ) -> Reply[GlobalLexicalScopeNamesReturns]:
        """Returns all let, const and class variables from global scope.

        execution_context_id: Specifies in which execution context to lookup global scope
            variables.
        """
        return self._call("Runtime.globalLexicalScopeNames", {"executionContextId": execution_context_id})

    # API status: stable
    def query_objects(
        self,
        prototype_object_id: RemoteObjectId,
        *,
        object_group: t.Optional[str] = None,
    ) -> Reply[QueryObjectsReturns]:
        """`Runtime.queryObjects`.

        prototype_object_id: Identifier of the prototype to return objects for.
        object_group: Symbolic group name that can be used to release the results.
        """
        return self._call(
            "Runtime.queryObjects",
            {
                "prototypeObjectId": prototype_object_id,
                "objectGroup": object_group,
            },
        )

    # API status: stable
    def release_object(self, object_id: RemoteObjectId) -> Reply[t.Dict[str, t.Any]]:
        """Releases remote object with given id.

        object_id: Identifier of the object to release.
        """
        return self._call("Runtime.releaseObject", {"objectId": object_id})

    # API status: stable
    def release_object_group(self, object_group: str) -> Reply[t.Dict[str, t.Any]]:
        """Releases all remote objects that belong to a given group.

        object_group: Symbolic object group name.
        """
        return self._call("Runtime.releaseObjectGroup", {"objectGroup": object_group})

    # API status: stable
    def run_if_waiting_for_debugger(self) -> Reply[t.Dict[str, t.Any]]:
        """Tells inspected instance to run if it was waiting for debugger to attach."""
        return self._call("Runtime.runIfWaitingForDebugger", {})

    # API status: stable
    def run_script(
        self,
        script_id: ScriptId,
        *,
        execution_context_id: t.Optional[ExecutionContextId] = None,
        object_group: t.Optional[str] = None,
        silent: t.Optional[bool] = None,
        include_command_line_api: t.Optional[bool] = None,
        return_by_value: t.Optional[bool] = None,
        generate_preview: t.Optional[bool] = None,
        await_promise: t.Optional[bool] = None,
    ) -> Reply[RunScriptReturns]:
        """Runs script with given id in a given context.

        script_id: Id of the script to run.
        execution_context_id: Specifies in which execution context to perform script run. If
            the parameter is omitted the evaluation will be performed in the context of the
            inspected page.
        object_group: Symbolic group name that can be used to release multiple objects.
        silent: In silent mode exceptions thrown during evaluation are not reported and do
            not pause execution. Overrides `setPauseOnException` state.
        include_command_line_api: Determines whether Command Line API should be available
            during the evaluation.
        return_by_value: Whether the result is expected to be a JSON object which should be
            sent by value.
        generate_preview: Whether preview should be generated for the result.
        await_promise: Whether execution should `await` for resulting value and return once
            awaited promise is resolved.
        """
        return self._call(
            "Runtime.runScript",
            {
                "scriptId": script_id,
                "executionContextId": execution_context_id,
                "objectGroup": object_group,
                "silent": silent,
                "includeCommandLineAPI": include_command_line_api,
                "returnByValue": return_by_value,
                "generatePreview": generate_preview,
                "awaitPromise": await_promise,
            },
        )

    # API status: stable
    def set_async_call_stack_depth(self, max_depth: int) -> Reply[t.Dict[str, t.Any]]:
        """Enables or disables async call stacks tracking.
        The same is in the domain Debugger.

        max_depth: Maximum depth of async call stacks. Setting to `0` will effectively
            disable collecting async call stacks (default).
        """
        return self._call("Runtime.setAsyncCallStackDepth", {"maxDepth": max_depth})

    # API status: experimental
    def set_custom_object_formatter_enabled(self, enabled: bool) -> Reply[t.Dict[str, t.Any]]:
        """`Runtime.setCustomObjectFormatterEnabled`.

        enabled
        """
        return self._call("Runtime.setCustomObjectFormatterEnabled", {"enabled": enabled})

    # API status: experimental
    def set_max_call_stack_size_to_capture(self, size: int) -> Reply[t.Dict[str, t.Any]]:
        """`Runtime.setMaxCallStackSizeToCapture`.

        size
        """
        return self._call("Runtime.setMaxCallStackSizeToCapture", {"size": size})

    # API status: experimental
    def terminate_execution(self) -> Reply[t.Dict[str, t.Any]]:
        """Terminate current or next JavaScript execution.
        Will cancel the termination when the outer-most script execution ends.
        """
        return self._call("Runtime.terminateExecution", {})

    # API status: stable
    def add_binding(
        self,
        name: str,
        *,
        execution_context_id: t.Optional[ExecutionContextId] = None,
        execution_context_name: t.Optional[str] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """If executionContextId is empty, adds binding with the given name on the
        global objects of all inspected contexts, including those created later,
        bindings survive reloads.
        Binding function takes exactly one argument, this argument should be string,
        in case of any other input, function throws an exception.
        Each binding function call produces Runtime.bindingCalled notification.

        name
        execution_context_id (experimental) (deprecated): If specified, the binding would
            only be exposed to the specified execution context. If omitted and
            `executionContextName` is not set, the binding is exposed to all execution
            contexts of the target. This parameter is mutually exclusive with
            `executionContextName`. Deprecated in favor of `executionContextName` due to an
            unclear use case and bugs in implementation (crbug.com/1169639).
            `executionContextId` will be removed in the future.
        execution_context_name: If specified, the binding is exposed to the executionContext
            with matching name, even for contexts created after the binding is added. See
            also `ExecutionContext.name` and `worldName` parameter to
            `Page.addScriptToEvaluateOnNewDocument`. This parameter is mutually exclusive
            with `executionContextId`.
        """
        return self._call(
            "Runtime.addBinding",
            {
                "name": name,
                "executionContextId": execution_context_id,
                "executionContextName": execution_context_name,
            },
        )

    # API status: stable
    def remove_binding(self, name: str) -> Reply[t.Dict[str, t.Any]]:
        """This method does not remove binding function from global object but
        unsubscribes current runtime agent from Runtime.bindingCalled notifications.

        name
        """
        return self._call("Runtime.removeBinding", {"name": name})

    # API status: experimental
    def get_exception_details(self, error_object_id: RemoteObjectId) -> Reply[GetExceptionDetailsReturns]:
        """This method tries to lookup and populate exception details for a
        JavaScript Error object.
        Note that the stackTrace portion of the resulting exceptionDetails will
        only be populated if the Runtime domain was enabled at the time when the
        Error was thrown.

        error_object_id: The error object for which to resolve the exception details.
        """
        return self._call("Runtime.getExceptionDetails", {"errorObjectId": error_object_id})

    # API status: experimental
    @property
    def binding_called(self) -> EventSource[BindingCalledEvent]:
        """Notification is issued every time when binding is called."""
        return self._event("Runtime.bindingCalled")

    # API status: stable
    @property
    def console_api_called(self) -> EventSource[ConsoleAPICalledEvent]:
        """Issued when console API was called."""
        return self._event("Runtime.consoleAPICalled")

    # API status: stable
    @property
    def exception_revoked(self) -> EventSource[ExceptionRevokedEvent]:
        """Issued when unhandled exception was revoked."""
        return self._event("Runtime.exceptionRevoked")

    # API status: stable
    @property
    def exception_thrown(self) -> EventSource[ExceptionThrownEvent]:
        """Issued when exception was thrown and unhandled."""
        return self._event("Runtime.exceptionThrown")

    # API status: stable
    @property
    def execution_context_created(self) -> EventSource[ExecutionContextCreatedEvent]:
        """Issued when new execution context is created."""
        return self._event("Runtime.executionContextCreated")

    # API status: stable
    @property
    def execution_context_destroyed(self) -> EventSource[ExecutionContextDestroyedEvent]:
        """Issued when execution context is destroyed."""
        return self._event("Runtime.executionContextDestroyed")

    # API status: stable
    @property
    def execution_contexts_cleared(self) -> EventSource[t.Dict[str, t.Any]]:
        """Issued when all executionContexts were cleared in browser"""
        return self._event("Runtime.executionContextsCleared")

    # API status: stable
    @property
    def inspect_requested(self) -> EventSource[InspectRequestedEvent]:
        """Issued when object should be inspected (for example, as a result of inspect()
        command line API
        call).
        """
        return self._event("Runtime.inspectRequested")
