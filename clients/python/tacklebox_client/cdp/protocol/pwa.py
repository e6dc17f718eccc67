"""The domain PWA of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import target as _target


# API status: experimental
class FileHandlerAccept(t.TypedDict):
    """The following types are the replica of
    https://crsrc.org/c/chrome/browser/web_applications/proto/web_app_os_integration_state.proto;drc=9910d3be894c8f142c977ba1023f30a656bc13fc;l=67

    mediaType: New name of the mimetype according to
        https://www.iana.org/assignments/media-types/media-types.xhtml
    fileExtensions
    """

    mediaType: str
    fileExtensions: t.List[str]


# API status: experimental
class FileHandler(t.TypedDict):
    """The type `PWA.FileHandler`.

    action
    accepts
    displayName
    """

    action: str
    accepts: t.List[FileHandlerAccept]
    displayName: str


# API status: experimental
# If user prefers opening the app in browser or an app window.
DisplayMode = t.Literal["standalone", "browser"]


class GetOsAppStateReturns(t.TypedDict):
    """What `PWA.getOsAppState` returns.

    badgeCount
    fileHandlers
    """

    badgeCount: int
    fileHandlers: t.List[FileHandler]


class LaunchReturns(t.TypedDict):
    """What `PWA.launch` returns.

    targetId: ID of the tab target created as a result.
    """

    targetId: _target.TargetID


class LaunchFilesInAppReturns(t.TypedDict):
    """What `PWA.launchFilesInApp` returns.

    targetIds: IDs of the tab targets created as the result.
    """

    targetIds: t.List[_target.TargetID]


# API status: experimental
class PWADomain(ProtocolDomain):
    """This domain allows interacting with the browser to control PWAs."""

    # API status: experimental
    def get_os_app_state(self, manifest_id: str) -> Reply[GetOsAppStateReturns]:
        """Returns the following OS state for the given manifest id.

        manifest_id: The id from the webapp's manifest file, commonly it's the url of the
            site installing the webapp. See https://web.dev/learn/pwa/web-app-manifest.
        """
        return self._call("PWA.getOsAppState", {"manifestId": manifest_id})

    # API status: experimental
    def install(
        self,
        manifest_id: str,
        *,
        install_url_or_bundle_url: t.Optional[str] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Installs the given manifest identity, optionally using the given
        installUrlOrBundleUrl

        IWA-specific install description:
        manifestId corresponds to isolated-app:// + web_package::SignedWebBundleId

        File installation mode:
        The installUrlOrBundleUrl can be either file:// or http(s):// pointing
        to a signed web bundle (.swbn). In this case SignedWebBundleId must correspond to
        The .swbn file's signing key.

        Dev proxy installation mode:
        installUrlOrBundleUrl must be http(s):// that serves dev mode IWA.
        web_package::SignedWebBundleId must be of type dev proxy.

        The advantage of dev proxy mode is that all changes to IWA
        automatically will be reflected in the running app without
        reinstallation.

        To generate bundle id for proxy mode:
        1. Generate 32 random bytes.
        2. Add a specific suffix at the end following the documentation
        https://github.com/WICG/isolated-web-apps/blob/main/Scheme.md#suffix
        3. Encode the entire sequence using Base32 without padding.

        If Chrome is not in IWA dev
        mode, the installation will fail, regardless of the state of the allowlist.

        manifest_id
        install_url_or_bundle_url: The location of the app or bundle overriding the one
            derived from the manifestId.
        """
        return self._call(
            "PWA.install",
            {
                "manifestId": manifest_id,
                "installUrlOrBundleUrl": install_url_or_bundle_url,
            },
        )

    # API status: experimental
    def uninstall(self, manifest_id: str) -> Reply[t.Dict[str, t.Any]]:
        """Uninstalls the given manifest_id and closes any opened app windows.

        manifest_id
        """
        return self._call("PWA.uninstall", {"manifestId": manifest_id})

    # API status: experimental
    def launch(self, manifest_id: str, *, url: t.Optional[str] = None) -> Reply[LaunchReturns]:
        """Launches the installed web app, or an url in the same web app instead of the
        default start url if it is provided. Returns a page Target.TargetID which
        can be used to attach to via Target.attachToTarget or similar APIs.

        manifest_id
        url
        """
        return self._call("PWA.launch", {"manifestId": manifest_id, "url": url})

    # API status: experimental
    def launch_files_in_app(self, manifest_id: str, files: t.List[str]) -> Reply[LaunchFilesInAppReturns]:
        """Opens one or more local files from an installed web app identified by its
        manifestId. The web app needs to have file handlers registered to process
        the files. The API returns one or more page Target.TargetIDs which can be
        used to attach to via Target.attachToTarget or similar APIs.
        If some files in the parameters cannot be handled by the web app, they will
        be ignored. If none of the files can be handled, this API returns an error.
        If no files are provided as the parameter, this API also returns an error.

        According to the definition of the file handlers in the manifest file, one
        Target.TargetID may represent a page handling one or more files. The order
        of the returned Target.TargetIDs is not guaranteed.

        TODO(crbug.com/339454034): Check the existences of the input files.

        manifest_id
        files
        """
        return self._call("PWA.launchFilesInApp", {"manifestId": manifest_id, "files": files})

    # API status: experimental
    def open_current_page_in_app(self, manifest_id: str) -> Reply[t.Dict[str, t.Any]]:
        """Opens the current page in its web app identified by the manifest id, needs
        to be called on a page target. This function returns immediately without
        waiting for the app to finish loading.

        manifest_id
        """
        return self._call("PWA.openCurrentPageInApp", {"manifestId": manifest_id})

    # API status: experimental
    def change_app_user_settings(
        self,
        manifest_id: str,
        *,
        link_capturing: t.Optional[bool] = None,
        display_mode: t.Optional[DisplayMode] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Changes user settings of the web app identified by its manifestId. If the
        app was not installed, this command returns an error. Unset parameters will
        be ignored; unrecognized values will cause an error.

        Unlike the ones defined in the manifest files of the web apps, these
        settings are provided by the browser and controlled by the users, they
        impact the way the browser handling the web apps.

        See the comment of each parameter.

        manifest_id
        link_capturing: If user allows the links clicked on by the user in the app's scope,
            or extended scope if the manifest has scope extensions and the flags
            `DesktopPWAsLinkCapturingWithScopeExtensions` and `WebAppEnableScopeExtensions`
            are enabled. Note, the API does not support resetting the linkCapturing to the
            initial value, uninstalling and installing the web app again will reset it.
            TODO(crbug.com/339453269): Setting this value on ChromeOS is not supported yet.
        display_mode
        """
        return self._call(
            "PWA.changeAppUserSettings",
            {
                "manifestId": manifest_id,
                "linkCapturing": link_capturing,
                "displayMode": display_mode,
            },
        )
