"""The embedded PostgreSQL: found, made, started and stopped without any setting by the administrator."""

from .cluster import Cluster
from .urls import DatabaseUrls

__all__ = ["Cluster", "DatabaseUrls"]
