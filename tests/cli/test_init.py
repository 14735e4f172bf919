"""`tongket init`: a real installation, once."""

from pathlib import Path

import pytest
from tests.cli.conftest import Shell

from tongket.base.models import Account, Installation
from tongket.units.models import Appointment

WORDS = (
    "init",
    "--unit",
    "38",
    "--host",
    "tk.example.vn:443",
    "--account",
    "quantri",
    "--name",
    "Lê Văn Mẫu",
)


@pytest.fixture
def password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "password"
    monkeypatch.setenv("TONGKET_PASSWORD_FILE", str(path))
    return path


@pytest.mark.slow
@pytest.mark.django_db
def test_an_installation_is_set_up_once_with_its_keeper(shell: Shell, password: Path):
    password.write_text("12345\n")
    code, _, err = shell(*WORDS)
    assert code == 2
    assert "Mật khẩu quá ngắn" in err
    assert not Installation.objects.exists()

    password.unlink()
    code, _, err = shell(*WORDS)
    assert code == 2
    assert err.startswith(f"{password}: Không có tệp này")
    assert not Installation.objects.exists()

    password.write_text("gặt lúa mùa thu\n")
    code, _, err = shell(*WORDS[:6], "Quản trị", *WORDS[7:])
    assert code == 2
    assert "quản trị" in err
    assert not Installation.objects.exists()

    code, out, err = shell(*WORDS)
    assert (code, err) == (0, "")
    assert "Tỉnh Thanh Hóa" in out
    last = out.strip().splitlines()[-1]
    assert "đăng nhập bằng tài khoản quantri ở https://tk.example.vn:443/quan-tri/" in last
    installation = Installation.objects.get()
    assert (installation.main_host, installation.demo) == ("tk.example.vn", False)
    keeper = Account.objects.get(username="quantri")
    assert keeper.keeper
    assert keeper.check_password("gặt lúa mùa thu")
    assert Appointment.objects.get(account=keeper).role == "keeper"

    code, _, err = shell(*WORDS)
    assert code == 2
    assert "đã có bản cài đặt" in err


@pytest.mark.slow
@pytest.mark.django_db
def test_a_place_that_nobody_is_called_is_refused_and_nothing_is_set_up(shell: Shell, password: Path):
    password.write_text("gặt lúa mùa thu\n")
    code, _, err = shell("init", "--unit", "không đâu cả", *WORDS[3:])
    assert code == 2
    assert "không đâu cả" in err
    assert not Installation.objects.exists()
