"""SPID sign-in (DPCM 24 October 2014 and its technical rules)."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from scrivania.citizens.contracts import SignInChoice
from scrivania.core import clock, crypto
from scrivania.core.tenant_cache import TenantInfo
from scrivania.saml import SamlError, expiry_warning

from .config import metadata, provision, service_provider
from .providers import providers_for, shuffled


class Connector:
    """citizens.contracts.IdentityConnector."""

    def provision(self, tenant: TenantInfo, *, locality: str) -> None:
        """Make the body's key unless it has one for its present address."""
        provision(tenant, locality=locality)

    def choices(self, tenant: TenantInfo) -> list[SignInChoice]:
        if service_provider(tenant) is None:
            return []
        return [
            SignInChoice(idp.name, f"{reverse('spid:login')}?{urlencode({'idp': idp.entity_id})}")
            for idp in shuffled(tenant.slug)
        ]

    def check(self, tenant: TenantInfo) -> list[str]:
        return [*self._check_own(tenant), *self._check_providers(tenant)]

    def _check_own(self, tenant: TenantInfo) -> list[str]:
        try:
            provider = service_provider(tenant)
            if provider is None:
                return [_("SPID: this body has no key.")]
            metadata(provider)
        except (SamlError, crypto.InvalidToken):
            return [_("SPID: the key of this body can't be read with the present SCRIVANIA_KEYS.")]
        days = expiry_warning(provider.key.certificate, clock.now())
        problems = [] if days is None else [_expiry(_("this body"), days)]
        if not (provider.contact.ipa_code and provider.contact.email and provider.contact.telephone):
            problems.append(
                _("SPID: IPA code, e-mail and telephone of this body are needed in its metadata.")
            )
        return problems

    def _check_providers(self, tenant: TenantInfo) -> list[str]:
        providers = providers_for(tenant.slug).values()
        if not providers:
            return [_("SPID: no identity provider's metadata.")]
        now = clock.now()
        left = {idp.name: [expiry_warning(cert, now) for cert in idp.certificates] for idp in providers}
        # One certificate with time to spare is enough: the other is the one being replaced.
        return [
            _expiry(name, max(days for days in warnings if days is not None))
            for name, warnings in left.items()
            if None not in warnings
        ]


def _expiry(name: str, days: int) -> str:
    if days == 0:
        return _("SPID: the certificate of %(name)s has expired.") % {"name": name}
    return _("SPID: the certificate of %(name)s expires within %(days)d days.") % {"name": name, "days": days}
