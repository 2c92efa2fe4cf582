"""The tables every package stands on."""

from scrivania.core.models.audit import AuditEntry
from scrivania.core.models.base import TenantModel
from scrivania.core.models.connector import ConnectorSetting
from scrivania.core.models.delivery import DeliveryStep
from scrivania.core.models.files import StoredFile
from scrivania.core.models.parked import ParkedPost
from scrivania.core.models.submitted import SubmittedForm
from scrivania.core.models.tenant import Tenant, TenantHost
from scrivania.core.models.user import Session, User

__all__ = [
    "AuditEntry",
    "ConnectorSetting",
    "DeliveryStep",
    "ParkedPost",
    "Session",
    "StoredFile",
    "SubmittedForm",
    "Tenant",
    "TenantHost",
    "TenantModel",
    "User",
]
