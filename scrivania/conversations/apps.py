from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "scrivania.conversations"
    label = "conversations"
