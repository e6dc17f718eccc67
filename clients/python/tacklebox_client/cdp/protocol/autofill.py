"""The domain Autofill of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import dom as _dom
    from . import page as _page


# API status: experimental
class CreditCard(t.TypedDict):
    """The type `Autofill.CreditCard`.

    number: 16-digit credit card number.
    name: Name of the credit card owner.
    expiryMonth: 2-digit expiry month.
    expiryYear: 4-digit expiry year.
    cvc: 3-digit card verification code.
    """

    number: str
    name: str
    expiryMonth: str
    expiryYear: str
    cvc: str


# API status: experimental
class AddressField(t.TypedDict):
    """The type `Autofill.AddressField`.

    name: address field name, for example GIVEN_NAME. The full list of supported field names:
        https://source.chromium.org/chromium/chromium/src/+/main:components/autofill/core/browser/field_types.cc;l=38
    value: address field value, for example Jon Doe.
    """

    name: str
    value: str


# API status: experimental
class AddressFields(t.TypedDict):
    """A list of address fields.

    fields
    """

    fields: t.List[AddressField]


# API status: experimental
class Address(t.TypedDict):
    """The type `Autofill.Address`.

    fields: fields and values defining an address.
    """

    fields: t.List[AddressField]


# API status: experimental
class AddressUI(t.TypedDict):
    """Defines how an address can be displayed like in chrome://settings/addresses.
    Address UI is a two dimensional array, each inner array is an "address information line",
    and when rendered in a UI surface should be displayed as such.
    The following address UI for instance:
    [[{name: "GIVE_NAME", value: "Jon"}, {name: "FAMILY_NAME", value: "Doe"}], [{name: "CITY",
    value: "Munich"}, {name: "ZIP", value: "81456"}]]
    should allow the receiver to render:
    Jon Doe
    Munich 81456

    addressFields: A two dimension array containing the representation of values from an address
        profile.
    """

    addressFields: t.List[AddressFields]


# API status: experimental
# Specified whether a filled field was done so by using the html autocomplete attribute or
# autofill heuristics.
FillingStrategy = t.Literal["autocompleteAttribute", "autofillInferred"]


# API status: experimental
class FilledField(t.TypedDict):
    """The type `Autofill.FilledField`.

    htmlType: The type of the field, e.g text, password etc.
    id: the html id
    name: the html name
    value: the field value
    autofillType: The actual field type, e.g FAMILY_NAME
    fillingStrategy: The filling strategy
    frameId: The frame the field belongs to
    fieldId: The form field's DOM node
    """

    htmlType: str
    id: str
    name: str
    value: str
    autofillType: str
    fillingStrategy: FillingStrategy
    frameId: _page.FrameId
    fieldId: _dom.BackendNodeId


class AddressFormFilledEvent(t.TypedDict):
    """The parameters of the event `Autofill.addressFormFilled`.

    filledFields: Information about the fields that were filled
    addressUi: An UI representation of the address used to fill the form. Consists of a 2D array
        where each child represents an address/profile line.
    """

    filledFields: t.List[FilledField]
    addressUi: AddressUI


# API status: experimental
class AutofillDomain(ProtocolDomain):
    """Defines commands and events for Autofill."""

    # API status: experimental
    def trigger(
        self,
        field_id: _dom.BackendNodeId,
        *,
        frame_id: t.Optional[_page.FrameId] = None,
        card: t.Optional[CreditCard] = None,
        address: t.Optional[Address] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Trigger autofill on a form identified by the fieldId.
        If the field and related form cannot be autofilled, returns an error.

        field_id: Identifies a field that serves as an anchor for autofill.
        frame_id: Identifies the frame that field belongs to.
        card: Credit card information to fill out the form. Credit card data is not saved.
            Mutually exclusive with `address`.
        address: Address to fill out the form. Address data is not saved. Mutually exclusive
            with `card`.
        """
        return self._call(
            "Autofill.trigger",
            {
                "fieldId": field_id,
                "frameId": frame_id,
                "card": card,
                "address": address,
            },
        )

    # API status: experimental
    def set_addresses(self, addresses: t.List[Address]) -> Reply[t.Dict[str, t.Any]]:
        """Set addresses so that developers can verify their forms implementation.

        addresses
        """
        return self._call("Autofill.setAddresses", {"addresses": addresses})

    # API status: experimental
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disables autofill domain notifications."""
        return self._call("Autofill.disable", {})

    # API status: experimental
    def enable(self) -> Reply[t.Dict[str, t.Any]]:
        """Enables autofill domain notifications."""
        return self._call("Autofill.enable", {})

    # API status: experimental
    @property
    def address_form_filled(self) -> EventSource[AddressFormFilledEvent]:
        """Emitted when an address form is filled."""
        return self._event("Autofill.addressFormFilled")
