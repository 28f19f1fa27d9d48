"""Section 7: minors."""

from tests.oracle.scene import Scene

CHILD = 13
ADULT = 18


def age(scene: Scene) -> int | None:
    """The youngest that the person can be at the event, or None where no birth year is known."""
    years = [fact["data"]["year"] for fact in scene.about_person("carried.birthday")]
    recorded = scene.person("birth_year")
    if recorded is not None:
        years.append(recorded)
    return scene.time.year - max(years) - 1 if years else None


def is_under(scene: Scene, limit: int) -> bool:
    """Whether the person is known to be under an age."""
    years = age(scene)
    return years is not None and years < limit


def quarantine(scene: Scene) -> set[str]:
    """The clauses of the packs that quarantine this person's event."""
    if scene.is_request:
        return set()
    clauses = set()
    child, minor = is_under(scene, CHILD), is_under(scene, ADULT)
    if scene.platform == "JL" and child and not children_authorized(scene):
        clauses.add("JL-13.children")
    if scene.platform == "ST" and child and scene.person("guardian_permission") is not True:
        clauses.add("ST-minors")
    if scene.pack == "JE" and child:
        clauses.add("JE-9.minors")
    if scene.pack == "PB" and minor:
        clauses.add("PB-10.minors")
    return clauses


def children_authorized(scene: Scene) -> bool:
    """Whether a written authorization for children's data is in force."""
    granted = scene.facts.authorizations(scene.retailer, scene.time)
    return any("childrens_data" in grant["prohibited_classes"] for grant in granted)


def is_sheltered(scene: Scene) -> bool:
    """Whether Jane Ellen keeps marketing, advertising and training from this minor."""
    return scene.pack == "JE" and is_under(scene, ADULT) and not scene.is_request


def is_let_in_child(scene: Scene) -> bool:
    """Whether this is a child on Jewellink whom an authorization let in."""
    return scene.platform == "JL" and is_under(scene, CHILD) and not scene.is_request
