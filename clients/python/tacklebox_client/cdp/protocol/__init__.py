"""The domains of the Chrome DevTools Protocol 1.3."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

if t.TYPE_CHECKING:
    from .accessibility import AccessibilityDomain
    from .ads import AdsDomain
    from .animation import AnimationDomain
    from .audits import AuditsDomain
    from .autofill import AutofillDomain
    from .background_service import BackgroundServiceDomain
    from .bluetooth_emulation import BluetoothEmulationDomain
    from .browser import BrowserDomain
    from .css import CSSDomain
    from .cache_storage import CacheStorageDomain
    from .cast import CastDomain
    from .console import ConsoleDomain
    from .crash_report_context import CrashReportContextDomain
    from .dom import DOMDomain
    from .dom_debugger import DOMDebuggerDomain
    from .dom_snapshot import DOMSnapshotDomain
    from .dom_storage import DOMStorageDomain
    from .debugger import DebuggerDomain
    from .device_access import DeviceAccessDomain
    from .device_orientation import DeviceOrientationDomain
    from .digital_credentials import DigitalCredentialsDomain
    from .emulation import EmulationDomain
    from .event_breakpoints import EventBreakpointsDomain
    from .extensions import ExtensionsDomain
    from .fed_cm import FedCmDomain
    from .fetch import FetchDomain
    from .file_system import FileSystemDomain
    from .find_in_page import FindInPageDomain
    from .headless_experimental import HeadlessExperimentalDomain
    from .heap_profiler import HeapProfilerDomain
    from .io import IODomain
    from .indexed_db import IndexedDBDomain
    from .input import InputDomain
    from .inspector import InspectorDomain
    from .layer_tree import LayerTreeDomain
    from .log import LogDomain
    from .media import MediaDomain
    from .memory import MemoryDomain
    from .network import NetworkDomain
    from .overlay import OverlayDomain
    from .pwa import PWADomain
    from .page import PageDomain
    from .performance import PerformanceDomain
    from .performance_timeline import PerformanceTimelineDomain
    from .preload import PreloadDomain
    from .profiler import ProfilerDomain
    from .runtime import RuntimeDomain
    from .schema import SchemaDomain
    from .security import SecurityDomain
    from .service_worker import ServiceWorkerDomain
    from .smart_card_emulation import SmartCardEmulationDomain
    from .storage import StorageDomain
    from .system_info import SystemInfoDomain
    from .target import TargetDomain
    from .tethering import TetheringDomain
    from .tracing import TracingDomain
    from .web_audio import WebAudioDomain
    from .web_authn import WebAuthnDomain
    from .web_mcp import WebMCPDomain


class Domains:
    """The domains of a session, as attributes."""

    # API status: experimental
    @property
    def accessibility(self) -> AccessibilityDomain:
        """The domain Accessibility."""
        from .accessibility import AccessibilityDomain

        return AccessibilityDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def ads(self) -> AdsDomain:
        """A domain for ad-related metrics and data."""
        from .ads import AdsDomain

        return AdsDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def animation(self) -> AnimationDomain:
        """The domain Animation."""
        from .animation import AnimationDomain

        return AnimationDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def audits(self) -> AuditsDomain:
        """Audits domain allows investigation of page violations and possible improvements."""
        from .audits import AuditsDomain

        return AuditsDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def autofill(self) -> AutofillDomain:
        """Defines commands and events for Autofill."""
        from .autofill import AutofillDomain

        return AutofillDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def background_service(self) -> BackgroundServiceDomain:
        """Defines events for background web platform features."""
        from .background_service import BackgroundServiceDomain

        return BackgroundServiceDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def bluetooth_emulation(self) -> BluetoothEmulationDomain:
        """This domain allows configuring virtual Bluetooth devices to test"""
        from .bluetooth_emulation import BluetoothEmulationDomain

        return BluetoothEmulationDomain(t.cast(t.Any, self))

    # API status: stable
    @property
    def browser(self) -> BrowserDomain:
        """The Browser domain defines methods and events for browser managing."""
        from .browser import BrowserDomain

        return BrowserDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def css(self) -> CSSDomain:
        """This domain exposes CSS read/write operations. All CSS objects (stylesheets, rules,
        and styles)
        """
        from .css import CSSDomain

        return CSSDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def cache_storage(self) -> CacheStorageDomain:
        """The domain CacheStorage."""
        from .cache_storage import CacheStorageDomain

        return CacheStorageDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def cast(self) -> CastDomain:
        """A domain for interacting with Cast, Presentation API, and Remote Playback API"""
        from .cast import CastDomain

        return CastDomain(t.cast(t.Any, self))

    # API status: stable
    # Deprecated.
    @property
    def console(self) -> ConsoleDomain:
        """This domain is deprecated - use Runtime or Log instead."""
        from .console import ConsoleDomain

        return ConsoleDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def crash_report_context(self) -> CrashReportContextDomain:
        """This domain exposes the current state of the CrashReportContext API."""
        from .crash_report_context import CrashReportContextDomain

        return CrashReportContextDomain(t.cast(t.Any, self))

    # API status: stable
    @property
    def dom(self) -> DOMDomain:
        """This domain exposes DOM read/write operations. Each DOM Node is represented with its
        mirror object
        """
        from .dom import DOMDomain

        return DOMDomain(t.cast(t.Any, self))

    # API status: stable
    @property
    def dom_debugger(self) -> DOMDebuggerDomain:
        """DOM debugging allows setting breakpoints on particular DOM operations and events.
        JavaScript
        """
        from .dom_debugger import DOMDebuggerDomain

        return DOMDebuggerDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def dom_snapshot(self) -> DOMSnapshotDomain:
        """This domain facilitates obtaining document snapshots with DOM, layout, and style
        information.
        """
        from .dom_snapshot import DOMSnapshotDomain

        return DOMSnapshotDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def dom_storage(self) -> DOMStorageDomain:
        """Query and modify DOM storage."""
        from .dom_storage import DOMStorageDomain

        return DOMStorageDomain(t.cast(t.Any, self))

    # API status: stable
    @property
    def debugger(self) -> DebuggerDomain:
        """Debugger domain exposes JavaScript debugging capabilities. It allows setting and
        removing
        """
        from .debugger import DebuggerDomain

        return DebuggerDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def device_access(self) -> DeviceAccessDomain:
        """The domain DeviceAccess."""
        from .device_access import DeviceAccessDomain

        return DeviceAccessDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def device_orientation(self) -> DeviceOrientationDomain:
        """The domain DeviceOrientation."""
        from .device_orientation import DeviceOrientationDomain

        return DeviceOrientationDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def digital_credentials(self) -> DigitalCredentialsDomain:
        """This domain allows interacting with the Digital Credentials API for automation."""
        from .digital_credentials import DigitalCredentialsDomain

        return DigitalCredentialsDomain(t.cast(t.Any, self))

    # API status: stable
    @property
    def emulation(self) -> EmulationDomain:
        """This domain emulates different environments for the page."""
        from .emulation import EmulationDomain

        return EmulationDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def event_breakpoints(self) -> EventBreakpointsDomain:
        """EventBreakpoints permits setting JavaScript breakpoints on operations and events"""
        from .event_breakpoints import EventBreakpointsDomain

        return EventBreakpointsDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def extensions(self) -> ExtensionsDomain:
        """Defines commands and events for browser extensions."""
        from .extensions import ExtensionsDomain

        return ExtensionsDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def fed_cm(self) -> FedCmDomain:
        """This domain allows interacting with the FedCM dialog."""
        from .fed_cm import FedCmDomain

        return FedCmDomain(t.cast(t.Any, self))

    # API status: stable
    @property
    def fetch(self) -> FetchDomain:
        """A domain for letting clients substitute browser's network layer with client code."""
        from .fetch import FetchDomain

        return FetchDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def file_system(self) -> FileSystemDomain:
        """The domain FileSystem."""
        from .file_system import FileSystemDomain

        return FileSystemDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def find_in_page(self) -> FindInPageDomain:
        """This domain provides commands to trigger the "Find in page" feature."""
        from .find_in_page import FindInPageDomain

        return FindInPageDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def headless_experimental(self) -> HeadlessExperimentalDomain:
        """This domain provides experimental commands only supported in headless mode."""
        from .headless_experimental import HeadlessExperimentalDomain

        return HeadlessExperimentalDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def heap_profiler(self) -> HeapProfilerDomain:
        """The domain HeapProfiler."""
        from .heap_profiler import HeapProfilerDomain

        return HeapProfilerDomain(t.cast(t.Any, self))

    # API status: stable
    @property
    def io(self) -> IODomain:
        """Input/Output operations for streams produced by DevTools."""
        from .io import IODomain

        return IODomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def indexed_db(self) -> IndexedDBDomain:
        """The domain IndexedDB."""
        from .indexed_db import IndexedDBDomain

        return IndexedDBDomain(t.cast(t.Any, self))

    # API status: stable
    @property
    def input(self) -> InputDomain:
        """The domain Input."""
        from .input import InputDomain

        return InputDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def inspector(self) -> InspectorDomain:
        """The domain Inspector."""
        from .inspector import InspectorDomain

        return InspectorDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def layer_tree(self) -> LayerTreeDomain:
        """The domain LayerTree."""
        from .layer_tree import LayerTreeDomain

        return LayerTreeDomain(t.cast(t.Any, self))

    # API status: stable
    @property
    def log(self) -> LogDomain:
        """Provides access to log entries."""
        from .log import LogDomain

        return LogDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def media(self) -> MediaDomain:
        """This domain allows detailed inspection of media elements."""
        from .media import MediaDomain

        return MediaDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def memory(self) -> MemoryDomain:
        """The domain Memory."""
        from .memory import MemoryDomain

        return MemoryDomain(t.cast(t.Any, self))

    # API status: stable
    @property
    def network(self) -> NetworkDomain:
        """Network domain allows tracking network activities of the page. It exposes
        information about http,
        """
        from .network import NetworkDomain

        return NetworkDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def overlay(self) -> OverlayDomain:
        """This domain provides various functionality related to drawing atop the inspected
        page.
        """
        from .overlay import OverlayDomain

        return OverlayDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def pwa(self) -> PWADomain:
        """This domain allows interacting with the browser to control PWAs."""
        from .pwa import PWADomain

        return PWADomain(t.cast(t.Any, self))

    # API status: stable
    @property
    def page(self) -> PageDomain:
        """Actions and events related to the inspected page belong to the page domain."""
        from .page import PageDomain

        return PageDomain(t.cast(t.Any, self))

    # API status: stable
    @property
    def performance(self) -> PerformanceDomain:
        """The domain Performance."""
        from .performance import PerformanceDomain

        return PerformanceDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def performance_timeline(self) -> PerformanceTimelineDomain:
        """Reporting of performance timeline events, as specified in"""
        from .performance_timeline import PerformanceTimelineDomain

        return PerformanceTimelineDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def preload(self) -> PreloadDomain:
        """The domain Preload."""
        from .preload import PreloadDomain

        return PreloadDomain(t.cast(t.Any, self))

    # API status: stable
    @property
    def profiler(self) -> ProfilerDomain:
        """The domain Profiler."""
        from .profiler import ProfilerDomain

        return ProfilerDomain(t.cast(t.Any, self))

    # API status: stable
    @property
    def runtime(self) -> RuntimeDomain:
        """Runtime domain exposes JavaScript runtime by means of remote evaluation and mirror
        objects.
        """
        from .runtime import RuntimeDomain

        return RuntimeDomain(t.cast(t.Any, self))

    # API status: stable
    # Deprecated.
    @property
    def schema(self) -> SchemaDomain:
        """This domain is deprecated."""
        from .schema import SchemaDomain

        return SchemaDomain(t.cast(t.Any, self))

    # API status: stable
    @property
    def security(self) -> SecurityDomain:
        """The domain Security."""
        from .security import SecurityDomain

        return SecurityDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def service_worker(self) -> ServiceWorkerDomain:
        """The domain ServiceWorker."""
        from .service_worker import ServiceWorkerDomain

        return ServiceWorkerDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def smart_card_emulation(self) -> SmartCardEmulationDomain:
        """The domain SmartCardEmulation."""
        from .smart_card_emulation import SmartCardEmulationDomain

        return SmartCardEmulationDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def storage(self) -> StorageDomain:
        """The domain Storage."""
        from .storage import StorageDomain

        return StorageDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def system_info(self) -> SystemInfoDomain:
        """The SystemInfo domain defines methods and events for querying low-level system
        information.
        """
        from .system_info import SystemInfoDomain

        return SystemInfoDomain(t.cast(t.Any, self))

    # API status: stable
    @property
    def target(self) -> TargetDomain:
        """Supports additional targets discovery and allows to attach to them."""
        from .target import TargetDomain

        return TargetDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def tethering(self) -> TetheringDomain:
        """The Tethering domain defines methods and events for browser port binding."""
        from .tethering import TetheringDomain

        return TetheringDomain(t.cast(t.Any, self))

    # API status: stable
    @property
    def tracing(self) -> TracingDomain:
        """The domain Tracing."""
        from .tracing import TracingDomain

        return TracingDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def web_audio(self) -> WebAudioDomain:
        """This domain allows inspection of Web Audio API."""
        from .web_audio import WebAudioDomain

        return WebAudioDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def web_authn(self) -> WebAuthnDomain:
        """This domain allows configuring virtual authenticators to test the WebAuthn"""
        from .web_authn import WebAuthnDomain

        return WebAuthnDomain(t.cast(t.Any, self))

    # API status: experimental
    @property
    def web_mcp(self) -> WebMCPDomain:
        """The domain WebMCP."""
        from .web_mcp import WebMCPDomain

        return WebMCPDomain(t.cast(t.Any, self))
