"""The domain Debugger of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import runtime as _runtime

# API status: stable
# Breakpoint identifier.
BreakpointId = str

# API status: stable
# Call frame identifier.
CallFrameId = str


class _LocationRequired(t.TypedDict):
    scriptId: _runtime.ScriptId
    lineNumber: int


# API status: stable
class Location(_LocationRequired, total=False):
    """Location in the source code.

    scriptId: Script identifier as reported in the `Debugger.scriptParsed`.
    lineNumber: Line number in the script (0-based).
    columnNumber: Column number in the script (0-based).
    """

    columnNumber: int


# API status: experimental
class ScriptPosition(t.TypedDict):
    """Location in the source code.

    lineNumber
    columnNumber
    """

    lineNumber: int
    columnNumber: int


# API status: experimental
class LocationRange(t.TypedDict):
    """Location range within one script.

    scriptId
    start
    end
    """

    scriptId: _runtime.ScriptId
    start: ScriptPosition
    end: ScriptPosition


class _CallFrameRequired(t.TypedDict):
    callFrameId: CallFrameId
    functionName: str
    location: Location
    url: str
    scopeChain: t.List[Scope]
    this: _runtime.RemoteObject


# API status: stable
class CallFrame(_CallFrameRequired, total=False):
    """JavaScript call frame. Array of call frames form the call stack.

    callFrameId: Call frame identifier. This identifier is only valid while the virtual machine
        is paused.
    functionName: Name of the JavaScript function called on this call frame.
    functionLocation: Location in the source code.
    location: Location in the source code.
    url (deprecated): JavaScript script name or url. Deprecated in favor of using the
        `location.scriptId` to resolve the URL via a previously sent `Debugger.scriptParsed`
        event.
    scopeChain: Scope chain for this call frame.
    this: `this` object for this call frame.
    returnValue: The value being returned, if the function is at return point.
    canBeRestarted (experimental): Valid only while the VM is paused and indicates whether this
        frame can be restarted or not. Note that a `true` value here does not guarantee that
        Debugger#restartFrame with this CallFrameId will be successful, but it is very likely.
    """

    functionLocation: Location
    returnValue: _runtime.RemoteObject
    canBeRestarted: bool


class _ScopeRequired(t.TypedDict):
    type: t.Literal[
        "global",
        "local",
        "with",
        "closure",
        "catch",
        "block",
        "script",
        "eval",
        "module",
        "wasm-expression-stack",
    ]
    object: _runtime.RemoteObject


# API status: stable
class Scope(_ScopeRequired, total=False):
    """Scope description.

    type: Scope type.
    object: Object representing the scope. For `global` and `with` scopes it represents the
        actual object; for the rest of the scopes, it is artificial transient object enumerating
        scope variables as its properties.
    name
    startLocation: Location in the source code where scope starts
    endLocation: Location in the source code where scope ends
    empty (experimental): True if the scope does not declare any variables. Only present if
        true. Empty scopes are retained in the scope chain because they can be targeted via
        `evaluateOnCallFrame` (using `scopeNumber`) or matched against scopes in source maps.
    """

    name: str
    startLocation: Location
    endLocation: Location
    empty: bool


# API status: stable
class SearchMatch(t.TypedDict):
    """Search match for resource.

    lineNumber: Line number in resource content.
    lineContent: Line with match content.
    """

    lineNumber: float
    lineContent: str


class _BreakLocationRequired(t.TypedDict):
    scriptId: _runtime.ScriptId
    lineNumber: int


# API status: stable
class BreakLocation(_BreakLocationRequired, total=False):
    """The type `Debugger.BreakLocation`.

    scriptId: Script identifier as reported in the `Debugger.scriptParsed`.
    lineNumber: Line number in the script (0-based).
    columnNumber: Column number in the script (0-based).
    type
    """

    columnNumber: int
    type: t.Literal["debuggerStatement", "call", "return"]


# API status: experimental
class WasmDisassemblyChunk(t.TypedDict):
    """The type `Debugger.WasmDisassemblyChunk`.

    lines: The next chunk of disassembled lines.
    bytecodeOffsets: The bytecode offsets describing the start of each line.
    """

    lines: t.List[str]
    bytecodeOffsets: t.List[int]


# API status: stable
# Enum of possible script languages.
ScriptLanguage = t.Literal["JavaScript", "WebAssembly"]


class _DebugSymbolsRequired(t.TypedDict):
    type: t.Literal["SourceMap", "EmbeddedDWARF", "ExternalDWARF"]


# API status: stable
class DebugSymbols(_DebugSymbolsRequired, total=False):
    """Debug symbols available for a wasm script.

    type: Type of the debug symbols.
    externalURL: URL of the external symbol source.
    """

    externalURL: str


# API status: stable
class ResolvedBreakpoint(t.TypedDict):
    """The type `Debugger.ResolvedBreakpoint`.

    breakpointId: Breakpoint unique identifier.
    location: Actual breakpoint location.
    """

    breakpointId: BreakpointId
    location: Location


class EnableReturns(t.TypedDict):
    """What `Debugger.enable` returns.

    debuggerId (experimental): Unique identifier of the debugger.
    """

    debuggerId: _runtime.UniqueDebuggerId


class _EvaluateOnCallFrameReturnsRequired(t.TypedDict):
    result: _runtime.RemoteObject


class EvaluateOnCallFrameReturns(_EvaluateOnCallFrameReturnsRequired, total=False):
    """What `Debugger.evaluateOnCallFrame` returns.

    result: Object wrapper for the evaluation result.
    exceptionDetails: Exception details.
    """

    exceptionDetails: _runtime.ExceptionDetails


class GetPossibleBreakpointsReturns(t.TypedDict):
    """What `Debugger.getPossibleBreakpoints` returns.

    locations: List of the possible breakpoint locations.
    """

    locations: t.List[BreakLocation]


class _GetScriptSourceReturnsRequired(t.TypedDict):
    scriptSource: str


class GetScriptSourceReturns(_GetScriptSourceReturnsRequired, total=False):
    """What `Debugger.getScriptSource` returns.

    scriptSource: Script source (empty in case of Wasm bytecode).
    bytecode: Wasm bytecode.
    """

    bytecode: str


class _DisassembleWasmModuleReturnsRequired(t.TypedDict):
    totalNumberOfLines: int
    functionBodyOffsets: t.List[int]
    chunk: WasmDisassemblyChunk


class DisassembleWasmModuleReturns(_DisassembleWasmModuleReturnsRequired, total=False):
    """What `Debugger.disassembleWasmModule` returns.

    streamId: For large modules, return a stream from which additional chunks of disassembly can
        be read successively.
    totalNumberOfLines: The total number of lines in the disassembly text.
    functionBodyOffsets: The offsets of all function bodies, in the format [start1, end1,
        start2, end2, ...] where all ends are exclusive.
    chunk: The first chunk of disassembly.
    """

    streamId: str


class NextWasmDisassemblyChunkReturns(t.TypedDict):
    """What `Debugger.nextWasmDisassemblyChunk` returns.

    chunk: The next chunk of disassembly.
    """

    chunk: WasmDisassemblyChunk


class GetWasmBytecodeReturns(t.TypedDict):
    """What `Debugger.getWasmBytecode` returns.

    bytecode: Script source.
    """

    bytecode: str


class GetStackTraceReturns(t.TypedDict):
    """What `Debugger.getStackTrace` returns.

    stackTrace
    """

    stackTrace: _runtime.StackTrace


class _RestartFrameReturnsRequired(t.TypedDict):
    callFrames: t.List[CallFrame]


class RestartFrameReturns(_RestartFrameReturnsRequired, total=False):
    """What `Debugger.restartFrame` returns.

    callFrames (deprecated): New stack trace.
    asyncStackTrace (deprecated): Async stack trace, if any.
    asyncStackTraceId (deprecated): Async stack trace, if any.
    """

    asyncStackTrace: _runtime.StackTrace
    asyncStackTraceId: _runtime.StackTraceId


class SearchInContentReturns(t.TypedDict):
    """What `Debugger.searchInContent` returns.

    result: List of search matches.
    """

    result: t.List[SearchMatch]


class SetBreakpointReturns(t.TypedDict):
    """What `Debugger.setBreakpoint` returns.

    breakpointId: Id of the created breakpoint for further reference.
    actualLocation: Location this breakpoint resolved into.
    """

    breakpointId: BreakpointId
    actualLocation: Location


class SetInstrumentationBreakpointReturns(t.TypedDict):
    """What `Debugger.setInstrumentationBreakpoint` returns.

    breakpointId: Id of the created breakpoint for further reference.
    """

    breakpointId: BreakpointId


class SetBreakpointByUrlReturns(t.TypedDict):
    """What `Debugger.setBreakpointByUrl` returns.

    breakpointId: Id of the created breakpoint for further reference.
    locations: List of the locations this breakpoint resolved into upon addition.
    """

    breakpointId: BreakpointId
    locations: t.List[Location]


class SetBreakpointOnFunctionCallReturns(t.TypedDict):
    """What `Debugger.setBreakpointOnFunctionCall` returns.

    breakpointId: Id of the created breakpoint for further reference.
    """

    breakpointId: BreakpointId


class _SetScriptSourceReturnsRequired(t.TypedDict):
    status: t.Literal[
        "Ok",
        "CompileError",
        "BlockedByActiveGenerator",
        "BlockedByActiveFunction",
        "BlockedByTopLevelEsModuleChange",
    ]


class SetScriptSourceReturns(_SetScriptSourceReturnsRequired, total=False):
    """What `Debugger.setScriptSource` returns.

    callFrames (deprecated): New stack trace in case editing has happened while VM was stopped.
    stackChanged (deprecated): Whether current call stack was modified after applying the
        changes.
    asyncStackTrace (deprecated): Async stack trace, if any.
    asyncStackTraceId (deprecated): Async stack trace, if any.
    status (experimental): Whether the operation was successful or not. Only `Ok` denotes a
        successful live edit while the other enum variants denote why the live edit failed.
    exceptionDetails: Exception details if any. Only present when `status` is `CompileError`.
    """

    callFrames: t.List[CallFrame]
    stackChanged: bool
    asyncStackTrace: _runtime.StackTrace
    asyncStackTraceId: _runtime.StackTraceId
    exceptionDetails: _runtime.ExceptionDetails


class BreakpointResolvedEvent(t.TypedDict):
    """The parameters of the event `Debugger.breakpointResolved`.

    breakpointId: Breakpoint unique identifier.
    location: Actual breakpoint location.
    """

    breakpointId: BreakpointId
    location: Location


class _PausedEventRequired(t.TypedDict):
    callFrames: t.List[CallFrame]
    reason: t.Literal[
        "ambiguous",
        "assert",
        "CSPViolation",
        "debugCommand",
        "DOM",
        "EventListener",
        "exception",
        "instrumentation",
        "OOM",
        "other",
        "promiseRejection",
        "XHR",
        "step",
    ]


class PausedEvent(_PausedEventRequired, total=False):
    """The parameters of the event `Debugger.paused`.

    callFrames: Call stack the virtual machine stopped on.
    reason: Pause reason.
    data: Object containing break-specific auxiliary properties.
    hitBreakpoints: Hit breakpoints IDs
    asyncStackTrace: Async stack trace, if any.
    asyncStackTraceId (experimental): Async stack trace, if any.
    asyncCallStackTraceId (experimental) (deprecated): Never present, will be removed.
    """

    data: t.Dict[str, t.Any]
    hitBreakpoints: t.List[str]
    asyncStackTrace: _runtime.StackTrace
    asyncStackTraceId: _runtime.StackTraceId
    asyncCallStackTraceId: _runtime.StackTraceId


class _ScriptFailedToParseEventRequired(t.TypedDict):
    scriptId: _runtime.ScriptId
    url: str
    startLine: int
    startColumn: int
    endLine: int
    endColumn: int
    executionContextId: _runtime.ExecutionContextId
    hash: str
    buildId: str


class ScriptFailedToParseEvent(_ScriptFailedToParseEventRequired, total=False):
    """The parameters of the event `Debugger.scriptFailedToParse`.

    scriptId: Identifier of the script parsed.
    url: URL or name of the script parsed (if any).
    startLine: Line offset of the script within the resource with given URL (for script tags).
    startColumn: Column offset of the script within the resource with given URL.
    endLine: Last line of the script.
    endColumn: Length of the last line of the script.
    executionContextId: Specifies script creation context.
    hash: Content hash of the script, SHA-256.
    buildId: For Wasm modules, the content of the `build_id` custom section. For JavaScript the
        `debugId` magic comment.
    executionContextAuxData: Embedder-specific auxiliary data likely matching {isDefault:
        boolean, type: 'default'|'isolated'|'worker', frameId: string}
    sourceMapURL: URL of source map associated with script (if any).
    hasSourceURL: True, if this script has sourceURL.
    isModule: True, if this script is ES6 module.
    length: This script length.
    stackTrace (experimental): JavaScript top stack frame of where the script parsed event was
        triggered if available.
    codeOffset (experimental): If the scriptLanguage is WebAssembly, the code section offset in
        the module.
    scriptLanguage (experimental): The language of the script.
    embedderName (experimental): The name the embedder supplied for this script.
    """

    executionContextAuxData: t.Dict[str, t.Any]
    sourceMapURL: str
    hasSourceURL: bool
    isModule: bool
    length: int
    stackTrace: _runtime.StackTrace
    codeOffset: int
    scriptLanguage: ScriptLanguage
    embedderName: str


class _ScriptParsedEventRequired(t.TypedDict):
    scriptId: _runtime.ScriptId
    url: str
    startLine: int
    startColumn: int
    endLine: int
    endColumn: int
    executionContextId: _runtime.ExecutionContextId
    hash: str
    buildId: str


class ScriptParsedEvent(_ScriptParsedEventRequired, total=False):
    """The parameters of the event `Debugger.scriptParsed`.

    scriptId: Identifier of the script parsed.
    url: URL or name of the script parsed (if any).
    startLine: Line offset of the script within the resource with given URL (for script tags).
    startColumn: Column offset of the script within the resource with given URL.
    endLine: Last line of the script.
    endColumn: Length of the last line of the script.
    executionContextId: Specifies script creation context.
    hash: Content hash of the script, SHA-256.
    buildId: For Wasm modules, the content of the `build_id` custom section. For JavaScript the
        `debugId` magic comment.
    executionContextAuxData: Embedder-specific auxiliary data likely matching {isDefault:
        boolean, type: 'default'|'isolated'|'worker', frameId: string}
    isLiveEdit (experimental): True, if this script is generated as a result of the live edit
        operation.
    sourceMapURL: URL of source map associated with script (if any).
    hasSourceURL: True, if this script has sourceURL.
    isModule: True, if this script is ES6 module.
    length: This script length.
    stackTrace (experimental): JavaScript top stack frame of where the script parsed event was
        triggered if available.
    codeOffset (experimental): If the scriptLanguage is WebAssembly, the code section offset in
        the module.
    scriptLanguage (experimental): The language of the script.
    debugSymbols (experimental): If the scriptLanguage is WebAssembly, the source of debug
        symbols for the module.
    embedderName (experimental): The name the embedder supplied for this script.
    resolvedBreakpoints (experimental): The list of set breakpoints in this script if calls to
        `setBreakpointByUrl` matches this script's URL or hash. Clients that use this list can
        ignore the `breakpointResolved` event. They are equivalent.
    """

    executionContextAuxData: t.Dict[str, t.Any]
    isLiveEdit: bool
    sourceMapURL: str
    hasSourceURL: bool
    isModule: bool
    length: int
    stackTrace: _runtime.StackTrace
    codeOffset: int
    scriptLanguage: ScriptLanguage
    debugSymbols: t.List[DebugSymbols]
    embedderName: str
    resolvedBreakpoints: t.List[ResolvedBreakpoint]


# API status: stable
class DebuggerDomain(ProtocolDomain):
    """Debugger domain exposes JavaScript debugging capabilities. It allows setting and removing
    breakpoints, stepping through execution, exploring stack traces, etc.
    """

    # API status: stable
    def continue_to_location(
        self,
        location: Location,
        *,
        target_call_frames: t.Optional[t.Literal["any", "current"]] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Continues execution until specific location is reached.

        location: Location to continue to.
        target_call_frames
        """
        return self._call("Debugger.continueToLocation", {"location": location, "targetCallFrames": target_call_frames})

    # API status: stable
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disables debugger for given page."""
        return self._call("Debugger.disable", {})

    # API status: stable
    def enable(self, *, max_scripts_cache_size: t.Optional[float] = None) -> Reply[EnableReturns]:
        """Enables debugger for the given page. Clients should not assume that the debugging
        has been
        enabled until the result for this command is received.

        max_scripts_cache_size (experimental): The maximum size in bytes of collected
            scripts (not referenced by other heap objects) the debugger can hold. Puts no
            limit if parameter is omitted.
        """
        return self._call("Debugger.enable", {"maxScriptsCacheSize": max_scripts_cache_size})

    # API status: stable
    def evaluate_on_call_frame(
        self,
        call_frame_id: CallFrameId,
        expression: str,
        *,
        object_group: t.Optional[str] = None,
        include_command_line_api: t.Optional[bool] = None,
        silent: t.Optional[bool] = None,
        return_by_value: t.Optional[bool] = None,
        generate_preview: t.Optional[bool] = None,
        throw_on_side_effect: t.Optional[bool] = None,
        timeout: t.Optional[_runtime.TimeDelta] = None,
        scope_number: t.Optional[int] = None,
    ) -> Reply[EvaluateOnCallFrameReturns]:
        """Evaluates expression on a given call frame.

        call_frame_id: Call frame identifier to evaluate on.
        expression: Expression to evaluate.
        object_group: String object group name to put result into (allows rapid releasing
            resulting object handles using `releaseObjectGroup`).
        include_command_line_api: Specifies whether command line API should be available to
            the evaluated expression, defaults to false.
        silent: In silent mode exceptions thrown during evaluation are not reported and do
            not pause execution. Overrides `setPauseOnException` state.
        return_by_value: Whether the result is expected to be a JSON object that should be
            sent by value.
        generate_preview (experimental): Whether preview should be generated for the result.
        throw_on_side_effect: Whether to throw an exception if side effect cannot be ruled
            out during evaluation.
        timeout (experimental): Terminate execution after timing out (number of
            milliseconds).
        scope_number (experimental): Specifies the scope number to evaluate the expression
            in (default: 0, innermost scope).
        """
        return self._call(
            "Debugger.evaluateOnCallFrame",
            {
                "callFrameId": call_frame_id,
                "expression": expression,
                "objectGroup": object_group,
                "includeCommandLineAPI": include_command_line_api,
                "silent": silent,
                "returnByValue": return_by_value,
                "generatePreview": generate_preview,
                "throwOnSideEffect": throw_on_side_effect,
                "timeout": timeout,
                "scopeNumber": scope_number,
            },
        )

    # API status: stable
    def get_possible_breakpoints(
        self,
        start: Location,
        *,
        end: t.Optional[Location] = None,
        restrict_to_function: t.Optional[bool] = None,
    ) -> Reply[GetPossibleBreakpointsReturns]:
        """Returns possible locations for breakpoint. scriptId in start and end range locations
        should be
        the same.

        start: Start of range to search possible breakpoint locations in.
        end: End of range to search possible breakpoint locations in (excluding). When not
            specified, end of scripts is used as end of range.
        restrict_to_function: Only consider locations which are in the same (non-nested)
            function as start.
        """
        return self._call(
            "Debugger.getPossibleBreakpoints",
            {
                "start": start,
                "end": end,
                "restrictToFunction": restrict_to_function,
            },
        )

    # API status: stable
    def get_script_source(self, script_id: _runtime.ScriptId) -> Reply[GetScriptSourceReturns]:
        """Returns source for the script with given id.

        script_id: Id of the script to get source for.
        """
        return self._call("Debugger.getScriptSource", {"scriptId": script_id})

    # API status: experimental
    def disassemble_wasm_module(self, script_id: _runtime.ScriptId) -> Reply[DisassembleWasmModuleReturns]:
        """`Debugger.disassembleWasmModule`.

        script_id: Id of the script to disassemble
        """
        return self._call("Debugger.disassembleWasmModule", {"scriptId": script_id})

    # API status: experimental
    def next_wasm_disassembly_chunk(self, stream_id: str) -> Reply[NextWasmDisassemblyChunkReturns]:
        """Disassemble the next chunk of lines for the module corresponding to the
        stream. If disassembly is complete, this API will invalidate the streamId
        and return an empty chunk. Any subsequent calls for the now invalid stream
        will return errors.

        stream_id
        """
        return self._call("Debugger.nextWasmDisassemblyChunk", {"streamId": stream_id})

    # API status: stable
    # Deprecated.
    def get_wasm_bytecode(self, script_id: _runtime.ScriptId) -> Reply[GetWasmBytecodeReturns]:
        """This command is deprecated. Use getScriptSource instead.

        script_id: Id of the Wasm script to get source for.
        """
        return self._call("Debugger.getWasmBytecode", {"scriptId": script_id})

    # API status: experimental
    def get_stack_trace(self, stack_trace_id: _runtime.StackTraceId) -> Reply[GetStackTraceReturns]:
        """Returns stack trace with given `stackTraceId`.

        stack_trace_id
        """
        return self._call("Debugger.getStackTrace", {"stackTraceId": stack_trace_id})

    # API status: stable
    def pause(self) -> Reply[t.Dict[str, t.Any]]:
        """Stops on the next JavaScript statement."""
        return self._call("Debugger.pause", {})

    # API status: experimental
    # Deprecated.
    def pause_on_async_call(self, parent_stack_trace_id: _runtime.StackTraceId) -> Reply[t.Dict[str, t.Any]]:
        """`Debugger.pauseOnAsyncCall`.

        parent_stack_trace_id: Debugger will pause when async call with given stack trace is
            started.
        """
        return self._call("Debugger.pauseOnAsyncCall", {"parentStackTraceId": parent_stack_trace_id})

    # API status: stable
    def remove_breakpoint(self, breakpoint_id: BreakpointId) -> Reply[t.Dict[str, t.Any]]:
        """Removes JavaScript breakpoint.

        breakpoint_id
        """
        return self._call("Debugger.removeBreakpoint", {"breakpointId": breakpoint_id})

    # API status: stable
    def restart_frame(
        self,
        call_frame_id: CallFrameId,
        *,
        mode: t.Optional[t.Literal["StepInto"]] = None,
    ) -> Reply[RestartFrameReturns]:
        """Restarts particular call frame from the beginning. The old, deprecated
        behavior of `restartFrame` is to stay paused and allow further CDP commands
        after a restart was scheduled. This can cause problems with restarting, so
        we now continue execution immediatly after it has been scheduled until we
        reach the beginning of the restarted frame.

        To stay back-wards compatible, `restartFrame` now expects a `mode`
        parameter to be present. If the `mode` parameter is missing, `restartFrame`
        errors out.

        The various return values are deprecated and `callFrames` is always empty.
        Use the call frames from the `Debugger#paused` events instead, that fires
        once V8 pauses at the beginning of the restarted function.

        call_frame_id: Call frame identifier to evaluate on.
        mode (experimental): The `mode` parameter must be present and set to 'StepInto',
            otherwise `restartFrame` will error out.
        """
        return self._call("Debugger.restartFrame", {"callFrameId": call_frame_id, "mode": mode})

    # API status: stable
    def resume(self, *, terminate_on_resume: t.Optional[bool] = None) -> Reply[t.Dict[str, t.Any]]:
        """Resumes JavaScript execution.

        terminate_on_resume: Set to true to terminate execution upon resuming execution. In
            contrast to Runtime.terminateExecution, this will allows to execute further
            JavaScript (i.e. via evaluation) until execution of the paused code is actually
            resumed, at which point termination is triggered. If execution is currently not
            paused, this parameter has no effect.
        """
        return self._call("Debugger.resume", {"terminateOnResume": terminate_on_resume})

    # API status: stable
    def search_in_content(
        self,
        script_id: _runtime.ScriptId,
        query: str,
        *,
        case_sensitive: t.Optional[bool] = None,
        is_regex: t.Optional[bool] = None,
    ) -> Reply[SearchInContentReturns]:
        """Searches for given string in script content.

        script_id: Id of the script to search in.
        query: String to search for.
        case_sensitive: If true, search is case sensitive.
        is_regex: If true, treats string parameter as regex.
        """
        return self._call(
            "Debugger.searchInContent",
            {
                "scriptId": script_id,
                "query": query,
                "caseSensitive": case_sensitive,
                "isRegex": is_regex,
            },
        )

    # API status: stable
    def set_async_call_stack_depth(self, max_depth: int) -> Reply[t.Dict[str, t.Any]]:
        """Enables or disables async call stacks tracking.

        max_depth: Maximum depth of async call stacks. Setting to `0` will effectively
            disable collecting async call stacks (default).
        """
        return self._call("Debugger.setAsyncCallStackDepth", {"maxDepth": max_depth})

    # API status: experimental
    def set_blackbox_execution_contexts(self, unique_ids: t.List[str]) -> Reply[t.Dict[str, t.Any]]:
        """Replace previous blackbox execution contexts with passed ones. Forces backend to
        skip
        stepping/pausing in scripts in these execution contexts. VM will try to leave
        blackboxed script by
        performing 'step in' several times, finally resorting to 'step out' if unsuccessful.

        unique_ids: Array of execution context unique ids for the debugger to ignore.
        """
        return self._call("Debugger.setBlackboxExecutionContexts", {"uniqueIds": unique_ids})

    # API status: experimental
    def set_blackbox_patterns(
        self,
        patterns: t.List[str],
        *,
        skip_anonymous: t.Optional[bool] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Replace previous blackbox patterns with passed ones. Forces backend to skip
        stepping/pausing in
        scripts with url matching one of the patterns. VM will try to leave blackboxed
        script by
        performing 'step in' several times, finally resorting to 'step out' if unsuccessful.

        patterns: Array of regexps that will be used to check script url for blackbox state.
        skip_anonymous: If true, also ignore scripts with no source url.
        """
        return self._call("Debugger.setBlackboxPatterns", {"patterns": patterns, "skipAnonymous": skip_anonymous})

    # API status: experimental
    def set_blackboxed_ranges(
        self,
        script_id: _runtime.ScriptId,
        positions: t.List[ScriptPosition],
    ) -> Reply[t.Dict[str, t.Any]]:
        """Makes backend skip steps in the script in blackboxed ranges. VM will try leave
        blacklisted
        scripts by performing 'step in' several times, finally resorting to 'step out' if
        unsuccessful.
        Positions array contains positions where blackbox state is changed. First interval
        isn't
        blackboxed. Array should be sorted.

        script_id: Id of the script.
        positions
        """
        return self._call("Debugger.setBlackboxedRanges", {"scriptId": script_id, "positions": positions})

    # API status: stable
    def set_breakpoint(self, location: Location, *, condition: t.Optional[str] = None) -> Reply[SetBreakpointReturns]:
        """Sets JavaScript breakpoint at a given location.

        location: Location to set breakpoint in.
        condition: Expression to use as a breakpoint condition. When specified, debugger
            will only stop on the breakpoint if this expression evaluates to true.
        """
        return self._call("Debugger.setBreakpoint", {"location": location, "condition": condition})

    # API status: stable
    def set_instrumentation_breakpoint(
        self,
        instrumentation: t.Literal["beforeScriptExecution", "beforeScriptWithSourceMapExecution"],
    ) -> Reply[SetInstrumentationBreakpointReturns]:
        """Sets instrumentation breakpoint.

        instrumentation: Instrumentation name.
        """
        return self._call("Debugger.setInstrumentationBreakpoint", {"instrumentation": instrumentation})

    # API status: stable
    def set_breakpoint_by_url(
        self,
        line_number: int,
        *,
        url: t.Optional[str] = None,
        url_regex: t.Optional[str] = None,
        script_hash: t.Optional[str] = None,
        column_number: t.Optional[int] = None,
        condition: t.Optional[str] = None,
    ) -> Reply[SetBreakpointByUrlReturns]:
        """Sets JavaScript breakpoint at given location specified either by URL or URL regex.
        Once this
        command is issued, all existing parsed scripts will have breakpoints resolved and
        returned in
        `locations` property. Further matching script parsing will result in subsequent
        `breakpointResolved` events issued. This logical breakpoint will survive page
        reloads.

        line_number: Line number to set breakpoint at.
        url: URL of the resources to set breakpoint on.
        url_regex: Regex pattern for the URLs of the resources to set breakpoints on. Either
            `url` or `urlRegex` must be specified.
        script_hash: Script hash of the resources to set breakpoint on.
        column_number: Offset in the line to set breakpoint at.
        condition: Expression to use as a breakpoint condition. When specified, debugger
            will only stop on the breakpoint if this expression evaluates to true.
        """
        return self._call(
            "Debugger.setBreakpointByUrl",
            {
                "lineNumber": line_number,
                "url": url,
                "urlRegex": url_regex,
                "scriptHash": script_hash,
                "columnNumber": column_number,
                "condition": condition,
            },
        )

    # API status: experimental
    def set_breakpoint_on_function_call(
        self,
        object_id: _runtime.RemoteObjectId,
        *,
        condition: t.Optional[str] = None,
    ) -> Reply[SetBreakpointOnFunctionCallReturns]:
        """Sets JavaScript breakpoint before each call to the given function.
        If another function was created from the same source as a given one,
        calling it will also trigger the breakpoint.

        object_id: Function object id.
        condition: Expression to use as a breakpoint condition. When specified, debugger
            will stop on the breakpoint if this expression evaluates to true.
        """
        return self._call("Debugger.setBreakpointOnFunctionCall", {"objectId": object_id, "condition": condition})

    # API status: stable
    def set_breakpoints_active(self, active: bool) -> Reply[t.Dict[str, t.Any]]:
        """Activates / deactivates all breakpoints on the page.

        active: New value for breakpoints active state.
        """
        return self._call("Debugger.setBreakpointsActive", {"active": active})

    # API status: stable
    def set_pause_on_exceptions(
        self,
        state: t.Literal["none", "caught", "uncaught", "all"],
    ) -> Reply[t.Dict[str, t.Any]]:
        """Defines pause on exceptions state. Can be set to stop on all exceptions, uncaught
        exceptions,
        or caught exceptions, no exceptions. Initial pause on exceptions state is `none`.

        state: Pause on exceptions mode.
        """
        return self._call("Debugger.setPauseOnExceptions", {"state": state})

    # API status: experimental
    def set_return_value(self, new_value: _runtime.CallArgument) -> Reply[t.Dict[str, t.Any]]:
        """Changes return value in top frame. Available only at return break position.

        new_value: New return value.
        """
        return self._call("Debugger.setReturnValue", {"newValue": new_value})

    # API status: stable
    # Deprecated.
    def set_script_source(
        self,
        script_id: _runtime.ScriptId,
        script_source: str,
        *,
        dry_run: t.Optional[bool] = None,
        allow_top_frame_editing: t.Optional[bool] = None,
    ) -> Reply[SetScriptSourceReturns]:
        """Live edit is no longer supported and this command always fails with a "no longer
        available" error.

        script_id: Id of the script to edit.
        script_source: New content of the script.
        dry_run: If true the change will not actually be applied. Dry run may be used to get
            result description without actually modifying the code.
        allow_top_frame_editing (experimental): If true, then `scriptSource` is allowed to
            change the function on top of the stack as long as the top-most stack frame is
            the only activation of that function.
        """
        return self._call(
            "Debugger.setScriptSource",
            {
                "scriptId": script_id,
                "scriptSource": script_source,
                "dryRun": dry_run,
                "allowTopFrameEditing": allow_top_frame_editing,
            },
        )

    # API status: stable
    def set_skip_all_pauses(self, skip: bool) -> Reply[t.Dict[str, t.Any]]:
        """Makes page not interrupt on any pauses (breakpoint, exception, dom exception etc).

        skip: New value for skip pauses state.
        """
        return self._call("Debugger.setSkipAllPauses", {"skip": skip})

    # API status: stable
    def set_variable_value(
        self,
        scope_number: int,
        variable_name: str,
        new_value: _runtime.CallArgument,
        call_frame_id: CallFrameId,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Changes value of variable in a callframe. Object-based scopes are not supported and
        must be
        mutated manually.

        scope_number: 0-based number of scope as was listed in scope chain. Only 'local',
            'closure' and 'catch' scope types are allowed. Other scopes could be manipulated
            manually.
        variable_name: Variable name.
        new_value: New variable value.
        call_frame_id: Id of callframe that holds variable.
        """
        return self._call(
            "Debugger.setVariableValue",
            {
                "scopeNumber": scope_number,
                "variableName": variable_name,
                "newValue": new_value,
                "callFrameId": call_frame_id,
            },
        )

    # API status: stable
    def step_into(
        self,
        *,
        break_on_async_call: t.Optional[bool] = None,
        skip_list: t.Optional[t.List[LocationRange]] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Steps into the function call.

        break_on_async_call (experimental): Debugger will pause on the execution of the
            first async task which was scheduled before next pause.
        skip_list (experimental): The skipList specifies location ranges that should be
            skipped on step into.
        """
        return self._call("Debugger.stepInto", {"breakOnAsyncCall": break_on_async_call, "skipList": skip_list})

    # API status: stable
    def step_out(self) -> Reply[t.Dict[str, t.Any]]:
        """Steps out of the function call."""
        return self._call("Debugger.stepOut", {})

    # API status: stable
    def step_over(self, *, skip_list: t.Optional[t.List[LocationRange]] = None) -> Reply[t.Dict[str, t.Any]]:
        """Steps over the statement.

        skip_list (experimental): The skipList specifies location ranges that should be
            skipped on step over.
        """
        return self._call("Debugger.stepOver", {"skipList": skip_list})

    # API status: stable
    # Deprecated.
    @property
    def breakpoint_resolved(self) -> EventSource[BreakpointResolvedEvent]:
        """Fired when breakpoint is resolved to an actual script and location.
        Deprecated in favor of `resolvedBreakpoints` in the `scriptParsed` event.
        """
        return self._event("Debugger.breakpointResolved")

    # API status: stable
    @property
    def paused(self) -> EventSource[PausedEvent]:
        """Fired when the virtual machine stopped on breakpoint or exception or any other stop
        criteria.
        """
        return self._event("Debugger.paused")

    # API status: stable
    @property
    def resumed(self) -> EventSource[t.Dict[str, t.Any]]:
        """Fired when the virtual machine resumed execution."""
        return self._event("Debugger.resumed")

    # API status: stable
    @property
    def script_failed_to_parse(self) -> EventSource[ScriptFailedToParseEvent]:
        """Fired when virtual machine fails to parse the script."""
        return self._event("Debugger.scriptFailedToParse")

    # API status: stable
    @property
    def script_parsed(self) -> EventSource[ScriptParsedEvent]:
        """Fired when virtual machine parses script. This event is also fired for all known and
        uncollected
        scripts upon enabling debugger.
        """
        return self._event("Debugger.scriptParsed")
