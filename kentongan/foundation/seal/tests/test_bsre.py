import email.message
import io
import urllib.request
import urllib.response
from base64 import b64encode
from datetime import UTC, datetime

import pytest

from kentongan.foundation import seal
from kentongan.foundation.seal import bsre

NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
PDF = b"%PDF-1.7\nletter\n%%EOF\n"
SEALED = PDF + b"/ByteRange [0 1 2 3]\n%%EOF\n"


class Service(urllib.request.HTTPSHandler):
    """The e-signing service, inside this process."""

    def __init__(self, *, status=200, body=SEALED, fault=None):
        super().__init__()
        self.status, self.body, self.fault = status, body, fault
        self.requests = []

    def https_open(self, request):
        self.requests.append(request)
        if self.fault:
            raise self.fault
        headers = email.message.Message()
        answer = urllib.response.addinfourl(
            io.BytesIO(self.body), headers, request.full_url, self.status
        )
        answer.msg = "said"
        return answer


def sign_at(service):
    signer = seal.BsreSigner(
        url="https://esign.example/",
        username="house",
        password="secret",  # noqa: S106 - a fake
        signer_id="3510086502850001",
        passphrase="open sesame",  # noqa: S106 - a fake
        opener=bsre.make_opener(service),
    )
    return signer.sign(PDF, reason="Letter 1", location="Muncar", name="Ratna", at=NOW)


def test_the_service_gets_the_letter_and_who_signs():
    service = Service()

    assert sign_at(service) == SEALED

    (request,) = service.requests
    assert request.full_url == "https://esign.example/api/sign/pdf"
    assert request.get_method() == "POST"
    assert request.timeout == 20
    assert request.get_header("Authorization") == "Basic " + b64encode(b"house:secret").decode()
    for part in (
        b'name="nik"\r\n\r\n3510086502850001\r\n',
        b'name="passphrase"\r\n\r\nopen sesame\r\n',
        b'name="tampilan"\r\n\r\ninvisible\r\n',
        b'name="file"; filename="letter.pdf"\r\nContent-Type: application/pdf\r\n\r\n' + PDF,
    ):
        assert part in request.data


@pytest.mark.parametrize(
    "service",
    [
        Service(fault=TimeoutError()),
        Service(fault=ConnectionRefusedError()),
        Service(status=500, body=b"oops"),
        Service(status=429),
        Service(status=302),
        Service(body=b"<html>maintenance</html>"),
        Service(body=PDF),
    ],
)
def test_a_silent_or_broken_service_means_try_again(service):
    with pytest.raises(seal.SealUnavailable):
        sign_at(service)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"error": "Passphrase anda salah", "status_code": 2031}', "Passphrase anda salah"),
        (b"no", "400"),
    ],
)
def test_a_no_is_passed_on_with_its_reason(body, said):
    with pytest.raises(seal.SealRefused) as refusal:
        sign_at(Service(status=400, body=body))

    assert said in str(refusal.value)


def test_secrets_do_not_show_when_printed():
    signer = seal.BsreSigner(
        url="https://x",
        username="u",
        password="p4ss",  # noqa: S106 - a fake
        signer_id="3510",
        passphrase="open",  # noqa: S106 - fakes
    )

    assert not {"p4ss", "3510", "open"} & set(repr(signer).replace("'", " ").split())


def test_another_kind_of_address_is_refused():
    with pytest.raises(ValueError, match="https"):
        seal.BsreSigner(url="file:///etc", username="", password="", signer_id="", passphrase="")
