"""Loading `scrivania.demo`: bodies, catalogue, people, and a past."""

from scrivania.core.models import Tenant
from scrivania.core.tenancy import tenant_context
from scrivania.program.demo_content import bodies, history, people, services
from scrivania.program.demo_content.reading import document, documents


def load(port: int) -> None:
    """Fill an empty database; one that has bodies keeps its data and is pointed at `port`."""
    contents = documents("bodies")
    if Tenant.objects.exists():
        for content in contents:
            bodies.connect(content, port)
        return
    for content in contents:
        bodies.create(content, port)
        with tenant_context(bodies.connect(content, port).id):
            offices = people.create_offices_and_staff(content)
            services.create(content["slug"], document("catalogue.json"), documents("services"), offices)
            people.create_citizens(document("citizens.json"))
            history.replay(
                [seed for seed in document("applications.json") if seed["body"] == content["slug"]]
            )
