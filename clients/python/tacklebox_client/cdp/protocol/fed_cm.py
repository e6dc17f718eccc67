"""The domain FedCm of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

# API status: experimental
# Whether this is a sign-up or sign-in action for this account, i.e.
# whether this account has ever been used to sign in to this RP before.
LoginState = t.Literal["SignIn", "SignUp"]

# API status: experimental
# The types of FedCM dialogs.
DialogType = t.Literal["AccountChooser", "AutoReauthn", "ConfirmIdpLogin", "Error"]

# API status: experimental
# The buttons on the FedCM dialog.
DialogButton = t.Literal["ConfirmIdpLoginContinue", "ErrorGotIt", "ErrorMoreDetails"]

# API status: experimental
# The URLs that each account has
AccountUrlType = t.Literal["TermsOfService", "PrivacyPolicy"]


class _AccountRequired(t.TypedDict):
    accountId: str
    email: str
    name: str
    givenName: str
    pictureUrl: str
    idpConfigUrl: str
    idpLoginUrl: str
    loginState: LoginState


# API status: experimental
class Account(_AccountRequired, total=False):
    """Corresponds to IdentityRequestAccount

    accountId
    email
    name
    givenName
    pictureUrl
    idpConfigUrl
    idpLoginUrl
    loginState
    termsOfServiceUrl: These two are only set if the loginState is signUp
    privacyPolicyUrl
    """

    termsOfServiceUrl: str
    privacyPolicyUrl: str


class _DialogShownEventRequired(t.TypedDict):
    dialogId: str
    dialogType: DialogType
    accounts: t.List[Account]
    title: str


class DialogShownEvent(_DialogShownEventRequired, total=False):
    """The parameters of the event `FedCm.dialogShown`.

    dialogId
    dialogType
    accounts
    title: These exist primarily so that the caller can verify the RP context was used
        appropriately.
    subtitle
    """

    subtitle: str


class DialogClosedEvent(t.TypedDict):
    """The parameters of the event `FedCm.dialogClosed`.

    dialogId
    """

    dialogId: str


# API status: experimental
class FedCmDomain(ProtocolDomain):
    """This domain allows interacting with the FedCM dialog."""

    # API status: experimental
    def enable(self, *, disable_rejection_delay: t.Optional[bool] = None) -> Reply[t.Dict[str, t.Any]]:
        """`FedCm.enable`.

        disable_rejection_delay: Allows callers to disable the promise rejection delay that
            would normally happen, if this is unimportant to what's being tested. (step 4 of
            https://fedidcg.github.io/FedCM/#browser-api-rp-sign-in)
        """
        return self._call("FedCm.enable", {"disableRejectionDelay": disable_rejection_delay})

    # API status: experimental
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """`FedCm.disable`."""
        return self._call("FedCm.disable", {})

    # API status: experimental
    def select_account(self, dialog_id: str, account_index: int) -> Reply[t.Dict[str, t.Any]]:
        """`FedCm.selectAccount`.

        dialog_id
        account_index
        """
        return self._call("FedCm.selectAccount", {"dialogId": dialog_id, "accountIndex": account_index})

    # API status: experimental
    def click_dialog_button(self, dialog_id: str, dialog_button: DialogButton) -> Reply[t.Dict[str, t.Any]]:
        """`FedCm.clickDialogButton`.

        dialog_id
        dialog_button
        """
        return self._call("FedCm.clickDialogButton", {"dialogId": dialog_id, "dialogButton": dialog_button})

    # API status: experimental
    def open_url(
        self,
        dialog_id: str,
        account_index: int,
        account_url_type: AccountUrlType,
    ) -> Reply[t.Dict[str, t.Any]]:
        """`FedCm.openUrl`.

        dialog_id
        account_index
        account_url_type
        """
        return self._call(
            "FedCm.openUrl",
            {
                "dialogId": dialog_id,
                "accountIndex": account_index,
                "accountUrlType": account_url_type,
            },
        )

    # API status: experimental
    def dismiss_dialog(self, dialog_id: str, *, trigger_cooldown: t.Optional[bool] = None) -> Reply[t.Dict[str, t.Any]]:
        """`FedCm.dismissDialog`.

        dialog_id
        trigger_cooldown
        """
        return self._call("FedCm.dismissDialog", {"dialogId": dialog_id, "triggerCooldown": trigger_cooldown})

    # API status: experimental
    def reset_cooldown(self) -> Reply[t.Dict[str, t.Any]]:
        """Resets the cooldown time, if any, to allow the next FedCM call to show
        a dialog even if one was recently dismissed by the user.
        """
        return self._call("FedCm.resetCooldown", {})

    # API status: experimental
    @property
    def dialog_shown(self) -> EventSource[DialogShownEvent]:
        """`FedCm.dialogShown`."""
        return self._event("FedCm.dialogShown")

    # API status: experimental
    @property
    def dialog_closed(self) -> EventSource[DialogClosedEvent]:
        """Triggered when a dialog is closed, either by user action, JS abort,
        or a command below.
        """
        return self._event("FedCm.dialogClosed")
