"""Section 4: the form of a copy, and what the label says of training."""

from tests.oracle import age, choices, recipients
from tests.oracle.catalogue import Json
from tests.oracle.purposes import only_deidentified, stands
from tests.oracle.scene import Scene

FORMS = ["identified", "pseudonymised", "deidentified", "aggregated"]
TRAINING = "model_improvement"


def training(scene: Scene) -> tuple[str, str | None]:
    """The training permission of the event as a whole, and the authorization it rests on."""
    barred = age.is_sheltered(scene) or scene.child_allowed or scene.prohibited_allowed
    if not stands(TRAINING, scene.packs) or barred or choices.is_restricted(scene):
        return "denied", None
    if TRAINING in choices.objected(scene):
        return "denied", None
    found = recipients.covering(scene, "shared")
    return ("authorized", found[0]) if found else ("deidentified", None)


def of_copy(scene: Scene, sink: Json) -> str:
    """The least identifying form of the sink's own and what each pack allows."""
    if sink["name"] == TRAINING and scene.training == "authorized":
        return "identified"
    serving = [name for name in sink["purposes"] if name in scene.purposes and stands(name, scene.packs)]
    forms: list[str] = [sink["form"]]
    forms += ["deidentified" for name in serving for pack in scene.packs if only_deidentified(name, pack)]
    return max(forms, key=FORMS.index)


def authorization(scene: Scene, sink: Json) -> str | None:
    """The authorization that a copy rests on."""
    if sink["name"] == TRAINING and scene.training == "authorized":
        return scene.authorization
    if sink["name"] == "retailer_models":
        return recipients.models_authorization(scene)
    if sink["class"] == "ai_provider" and sink.get("trains_models") is not False:
        return scene.authorization
    return None
