"""The domain BluetoothEmulation of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

# API status: experimental
# Indicates the various states of Central.
CentralState = t.Literal["absent", "powered-off", "powered-on"]

# API status: experimental
# Indicates the various types of GATT event.
GATTOperationType = t.Literal["connection", "discovery"]

# API status: experimental
# Indicates the various types of characteristic write.
CharacteristicWriteType = t.Literal["write-default-deprecated", "write-with-response", "write-without-response"]

# API status: experimental
# Indicates the various types of characteristic operation.
CharacteristicOperationType = t.Literal["read", "write", "subscribe-to-notifications", "unsubscribe-from-notifications"]

# API status: experimental
# Indicates the various types of descriptor operation.
DescriptorOperationType = t.Literal["read", "write"]


# API status: experimental
class ManufacturerData(t.TypedDict):
    """Stores the manufacturer data

    key: Company identifier
        https://bitbucket.org/bluetooth-SIG/public/src/main/assigned_numbers/company_identifiers/company_identifiers.yaml
        https://usb.org/developers
    data: Manufacturer-specific data
    """

    key: int
    data: str


# API status: experimental
class ScanRecord(t.TypedDict, total=False):
    """Stores the byte data of the advertisement packet sent by a Bluetooth device.

    name
    uuids
    appearance: Stores the external appearance description of the device.
    txPower: Stores the transmission power of a broadcasting device.
    manufacturerData: Key is the company identifier and the value is an array of bytes of
        manufacturer specific data.
    """

    name: str
    uuids: t.List[str]
    appearance: int
    txPower: int
    manufacturerData: t.List[ManufacturerData]


# API status: experimental
class ScanEntry(t.TypedDict):
    """Stores the advertisement packet information that is sent by a Bluetooth device.

    deviceAddress
    rssi
    scanRecord
    """

    deviceAddress: str
    rssi: int
    scanRecord: ScanRecord


# API status: experimental
class CharacteristicProperties(t.TypedDict, total=False):
    """Describes the properties of a characteristic. This follows Bluetooth Core
    Specification BT 4.2 Vol 3 Part G 3.3.1. Characteristic Properties.

    broadcast
    read
    writeWithoutResponse
    write
    notify
    indicate
    authenticatedSignedWrites
    extendedProperties
    """

    broadcast: bool
    read: bool
    writeWithoutResponse: bool
    write: bool
    notify: bool
    indicate: bool
    authenticatedSignedWrites: bool
    extendedProperties: bool


class AddServiceReturns(t.TypedDict):
    """What `BluetoothEmulation.addService` returns.

    serviceId: An identifier that uniquely represents this service.
    """

    serviceId: str


class AddCharacteristicReturns(t.TypedDict):
    """What `BluetoothEmulation.addCharacteristic` returns.

    characteristicId: An identifier that uniquely represents this characteristic.
    """

    characteristicId: str


class AddDescriptorReturns(t.TypedDict):
    """What `BluetoothEmulation.addDescriptor` returns.

    descriptorId: An identifier that uniquely represents this descriptor.
    """

    descriptorId: str


class GattOperationReceivedEvent(t.TypedDict):
    """The parameters of the event `BluetoothEmulation.gattOperationReceived`.

    address
    type
    """

    address: str
    type: GATTOperationType


class _CharacteristicOperationReceivedEventRequired(t.TypedDict):
    characteristicId: str
    type: CharacteristicOperationType


class CharacteristicOperationReceivedEvent(_CharacteristicOperationReceivedEventRequired, total=False):
    """The parameters of the event `BluetoothEmulation.characteristicOperationReceived`.

    characteristicId
    type
    data
    writeType
    """

    data: str
    writeType: CharacteristicWriteType


class _DescriptorOperationReceivedEventRequired(t.TypedDict):
    descriptorId: str
    type: DescriptorOperationType


class DescriptorOperationReceivedEvent(_DescriptorOperationReceivedEventRequired, total=False):
    """The parameters of the event `BluetoothEmulation.descriptorOperationReceived`.

    descriptorId
    type
    data
    """

    data: str


# API status: experimental
class BluetoothEmulationDomain(ProtocolDomain):
    """This domain allows configuring virtual Bluetooth devices to test
    the web-bluetooth API.
    """

    # API status: experimental
    def enable(self, state: CentralState, le_supported: bool) -> Reply[t.Dict[str, t.Any]]:
        """Enable the BluetoothEmulation domain.

        state: State of the simulated central.
        le_supported: If the simulated central supports low-energy.
        """
        return self._call("BluetoothEmulation.enable", {"state": state, "leSupported": le_supported})

    # API status: experimental
    def set_simulated_central_state(self, state: CentralState) -> Reply[t.Dict[str, t.Any]]:
        """Set the state of the simulated central.

        state: State of the simulated central.
        """
        return self._call("BluetoothEmulation.setSimulatedCentralState", {"state": state})

    # API status: experimental
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disable the BluetoothEmulation domain."""
        return self._call("BluetoothEmulation.disable", {})

    # API status: experimental
    def simulate_preconnected_peripheral(
        self,
        address: str,
        name: str,
        manufacturer_data: t.List[ManufacturerData],
        known_service_uuids: t.List[str],
    ) -> Reply[t.Dict[str, t.Any]]:
        """Simulates a peripheral with |address|, |name| and |knownServiceUuids|
        that has already been connected to the system.

        address
        name
        manufacturer_data
        known_service_uuids
        """
        return self._call(
            "BluetoothEmulation.simulatePreconnectedPeripheral",
            {
                "address": address,
                "name": name,
                "manufacturerData": manufacturer_data,
                "knownServiceUuids": known_service_uuids,
            },
        )

    # API status: experimental
    def simulate_advertisement(self, entry: ScanEntry) -> Reply[t.Dict[str, t.Any]]:
        """Simulates an advertisement packet described in |entry| being received by
        the central.

        entry
        """
        return self._call("BluetoothEmulation.simulateAdvertisement", {"entry": entry})

    # API status: experimental
    def simulate_gatt_operation_response(
        self,
        address: str,
        type: GATTOperationType,
        code: int,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Simulates the response code from the peripheral with |address| for a
        GATT operation of |type|. The |code| value follows the HCI Error Codes from
        Bluetooth Core Specification Vol 2 Part D 1.3 List Of Error Codes.

        address
        type
        code
        """
        return self._call(
            "BluetoothEmulation.simulateGATTOperationResponse",
            {
                "address": address,
                "type": type,
                "code": code,
            },
        )

    # API status: experimental
    def simulate_characteristic_operation_response(
        self,
        characteristic_id: str,
        type: CharacteristicOperationType,
        code: int,
        *,
        data: t.Optional[str] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Simulates the response from the characteristic with |characteristicId| for a
        characteristic operation of |type|. The |code| value follows the Error
        Codes from Bluetooth Core Specification Vol 3 Part F 3.4.1.1 Error Response.
        The |data| is expected to exist when simulating a successful read operation
        response.

        characteristic_id
        type
        code
        data
        """
        return self._call(
            "BluetoothEmulation.simulateCharacteristicOperationResponse",
            {
                "characteristicId": characteristic_id,
                "type": type,
                "code": code,
                "data": data,
            },
        )

    # API status: experimental
    def simulate_descriptor_operation_response(
        self,
        descriptor_id: str,
        type: DescriptorOperationType,
        code: int,
        *,
        data: t.Optional[str] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Simulates the response from the descriptor with |descriptorId| for a
        descriptor operation of |type|. The |code| value follows the Error
        Codes from Bluetooth Core Specification Vol 3 Part F 3.4.1.1 Error Response.
        The |data| is expected to exist when simulating a successful read operation
        response.

        descriptor_id
        type
        code
        data
        """
        return self._call(
            "BluetoothEmulation.simulateDescriptorOperationResponse",
            {
                "descriptorId": descriptor_id,
                "type": type,
                "code": code,
                "data": data,
            },
        )

    # API status: experimental
    def add_service(self, address: str, service_uuid: str) -> Reply[AddServiceReturns]:
        """Adds a service with |serviceUuid| to the peripheral with |address|.

        address
        service_uuid
        """
        return self._call("BluetoothEmulation.addService", {"address": address, "serviceUuid": service_uuid})

    # API status: experimental
    def remove_service(self, service_id: str) -> Reply[t.Dict[str, t.Any]]:
        """Removes the service respresented by |serviceId| from the simulated central.

        service_id
        """
        return self._call("BluetoothEmulation.removeService", {"serviceId": service_id})

    # API status: experimental
    def add_characteristic(
        self,
        service_id: str,
        characteristic_uuid: str,
        properties: CharacteristicProperties,
    ) -> Reply[AddCharacteristicReturns]:
        """Adds a characteristic with |characteristicUuid| and |properties| to the
        service represented by |serviceId|.

        service_id
        characteristic_uuid
        properties
        """
        return self._call(
            "BluetoothEmulation.addCharacteristic",
            {
                "serviceId": service_id,
                "characteristicUuid": characteristic_uuid,
                "properties": properties,
            },
        )

    # API status: experimental
    def remove_characteristic(self, characteristic_id: str) -> Reply[t.Dict[str, t.Any]]:
        """Removes the characteristic respresented by |characteristicId| from the
        simulated central.

        characteristic_id
        """
        return self._call("BluetoothEmulation.removeCharacteristic", {"characteristicId": characteristic_id})

    # API status: experimental
    def add_descriptor(self, characteristic_id: str, descriptor_uuid: str) -> Reply[AddDescriptorReturns]:
        """Adds a descriptor with |descriptorUuid| to the characteristic respresented
        by |characteristicId|.

        characteristic_id
        descriptor_uuid
        """
        return self._call(
            "BluetoothEmulation.addDescriptor",
            {
                "characteristicId": characteristic_id,
                "descriptorUuid": descriptor_uuid,
            },
        )

    # API status: experimental
    def remove_descriptor(self, descriptor_id: str) -> Reply[t.Dict[str, t.Any]]:
        """Removes the descriptor with |descriptorId| from the simulated central.

        descriptor_id
        """
        return self._call("BluetoothEmulation.removeDescriptor", {"descriptorId": descriptor_id})

    # API status: experimental
    def simulate_gatt_disconnection(self, address: str) -> Reply[t.Dict[str, t.Any]]:
        """Simulates a GATT disconnection from the peripheral with |address|.

        address
        """
        return self._call("BluetoothEmulation.simulateGATTDisconnection", {"address": address})

    # API status: experimental
    @property
    def gatt_operation_received(self) -> EventSource[GattOperationReceivedEvent]:
        """Event for when a GATT operation of |type| to the peripheral with |address|
        happened.
        """
        return self._event("BluetoothEmulation.gattOperationReceived")

    # API status: experimental
    @property
    def characteristic_operation_received(self) -> EventSource[CharacteristicOperationReceivedEvent]:
        """Event for when a characteristic operation of |type| to the characteristic
        respresented by |characteristicId| happened. |data| and |writeType| is
        expected to exist when |type| is write.
        """
        return self._event("BluetoothEmulation.characteristicOperationReceived")

    # API status: experimental
    @property
    def descriptor_operation_received(self) -> EventSource[DescriptorOperationReceivedEvent]:
        """Event for when a descriptor operation of |type| to the descriptor
        respresented by |descriptorId| happened. |data| is expected to exist when
        |type| is write.
        """
        return self._event("BluetoothEmulation.descriptorOperationReceived")
