"""What editors see of an essay whose author agrees to nothing any more."""

from essays import actions
from essays.uses import Use
from tests.essays.published import accepted, agree, drafted
from tests.essays.test_publication import EDITED
from tests.factories import Cast


def test_editors_read_and_find_words_only_while_a_consent_stands(staff: Cast, client) -> None:
    essay = accepted(staff)
    publication = agree(essay)
    actions.propose_edit(by=staff.admin, publication=publication, title="新题", text=EDITED)
    client.force_login(staff.admin)
    page = drafted(staff, publication)
    screen = f"/admin/essay-publications/inspect/{publication.pk}/"
    lists = ("/admin/essay-publications/", "/admin/essay-publications/?q=复核人")
    acts = (f"/admin/essay-publications/{publication.pk}/propose/",)

    def seen() -> str:
        return "".join(client.get(path).content.decode() for path in (screen, *lists, *acts))

    def preview() -> str:
        return client.get(f"/admin/pages/{page.pk}/view_draft/").content.decode()

    assert "很久" in seen()
    assert "新题" in seen()
    assert "很久" in preview()
    assert screen in client.get(lists[1]).content.decode()
    actions.decide_uses(by=essay.author, essay=essay, wishes={Use.WEB: None})
    words = seen().replace("q=复核人", "").replace('value="复核人"', "")
    assert not any(part in words for part in ("很久", "许久", "复核人一栏", "新题"))
    assert "很久" not in preview()
    assert screen in client.get(lists[0]).content.decode()
    assert screen not in client.get(lists[1]).content.decode()
