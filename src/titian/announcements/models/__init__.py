"""Announcements and their readers, editions and their articles, and every step of both."""

from titian.announcements.models.announcements import Announcement, Reader
from titian.announcements.models.editions import Article, Edition
from titian.announcements.models.sheets import Move

__all__ = ["Announcement", "Article", "Edition", "Move", "Reader"]
