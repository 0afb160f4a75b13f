import hashlib
from pathlib import Path

from cmehub.submissions.submission import submission_id
from local.sample_data.sample_files import SAMPLES
from tests.pipeline.conftest import RETRY_SECONDS, Hub

LATE_PROVIDER = "0006666"


def test_a_file_of_an_unknown_provider_waits_until_the_provider_is_loaded_and_the_queue_redriven(
    hub: Hub, tmp_path: Path
) -> None:
    content = (SAMPLES / "learners.xml").read_bytes()
    taken = submission_id(LATE_PROVIDER, hashlib.sha256(content).hexdigest())
    hub.retry_after(1, "uploads")
    hub.put(f"{LATE_PROVIDER}/learners.xml", content)
    hub.wait_for("the dead letter", lambda: hub.messages("uploads", dead=True) == 1)
    hub.retry_after(RETRY_SECONDS, "uploads")
    assert hub.stores.submissions.find(taken) is None

    providers = tmp_path / "late.csv"
    providers.write_text(
        "provider_id,name,contact_name,contact_email,is_primary\n"
        f"{LATE_PROVIDER},Late Society,Ada Tardy,ada@late.example.org,yes\n"
    )
    assert hub.command("load-providers", str(providers)).stdout == "Loaded 1 providers with 1 contacts.\n"
    assert hub.command("redrive", "uploads", "--look").stdout.endswith("1 dead letters of uploads.\n")
    assert hub.command("redrive", "uploads").stdout.endswith("Moved 1 messages back to uploads.\n")

    report = hub.finished(taken)
    assert [issue.code for issue in report.issues] == ["FILE_OF_ANOTHER_PROVIDER"]
    (mail,) = hub.wait_for("the mail", lambda: hub.mails_about(taken))
    assert mail.recipients == ("ada@late.example.org",)
    assert hub.messages("uploads", dead=True) == 0
