"""Words of the inventory's workbook and CSV, in Swedish and English: see corpus/export/texts.py."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "inv.policy": ("Styrdokumentets id", "Policy id"),
    "inv.version": ("Version", "Version"),
    "inv.version_of": ("{number} av {whole}", "{number} of {whole}"),
    "inv.current": ("Gällande", "In force"),
    "inv.yes": ("ja", "yes"),
    "inv.no": ("nej", "no"),
    "inv.replaces": ("Ersätter", "Replaces"),
    "inv.codebook_label": ("Kodbokens version", "Codebook version"),
    "inv.box": ("Plats på sidan (punkter)", "Place on the page (points)"),
    "inv.current_rows": ("Därav i gällande versioner", "Of these in versions in force"),
    "inv.changes": ("Ändringar", "Changes"),
    "inv.change": ("Ändring", "Change"),
    "inv.before": ("Koder förut", "Codes before"),
    "inv.after": ("Koder nu", "Codes now"),
    "inv.kind.added": ("tillkom", "added"),
    "inv.kind.removed": ("försvann", "removed"),
    "inv.kind.recoded": ("omkodat", "recoded"),
}
