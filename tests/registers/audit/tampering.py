"""What somebody does who has the database, and even the key, in hand."""

from balai.registers.audit import domain, keys, selectors, services
from balai.registers.audit.findings import Finding
from balai.registers.audit.merkle import EMPTY_ROOT, Frontier
from balai.registers.audit.models import AuditLeaf, AuditSeal
from tests.registers.audit.factories import BY, write_rows


def twenty_rows_in_four_seals():
    """Rows 1..20 in seals of five: returns the entries by position - 1."""
    rows = []
    for batch in range(4):
        rows += write_rows(5, first=batch * 5 + 1)
        services.seal(by=BY)
    return rows


def found(*heads):
    return list(selectors.verify(heads).findings)


def at(row, position, kind, **more):
    return Finding(
        kind, position=position, row=row.id, uuid=str(row.uuid), target=row.target, **more
    )


def forge(cursor, row, **changes):
    """Rewrite a row as somebody would who also knows how its digest is made."""
    words = domain.Row(
        **{
            "uuid": str(row.uuid),
            "at": domain.instant(row.at),
            "actor_id": row.actor_id,
            "actor_label": row.actor_label,
            "action": row.action,
            "target": row.target,
            "region": row.region,
            "detail": row.detail,
            **changes,
        }
    )
    digest = domain.leaf_hash(domain.row_bytes(words))
    columns = ", ".join(f"{name} = %s" for name in changes)
    cursor.execute(
        f"UPDATE audit_auditentry SET {columns}, leaf = %s WHERE id = %s",  # noqa: S608 - words of this test
        [*changes.values(), digest, row.id],
    )
    return digest


def forge_leaf(cursor, position, digest):
    cursor.execute("UPDATE audit_auditleaf SET hash = %s WHERE position = %s", [digest, position])


def seal_anew(cursor):
    """Make every seal again over the leaves as they stand, with the real key in hand."""
    key = keys.signing_key()
    frontier, previous = Frontier(), EMPTY_ROOT
    for seal in list(AuditSeal.objects.order_by("size")):
        leaves = AuditLeaf.objects.filter(position__gt=frontier.size, position__lte=seal.size)
        frontier.extend(bytes(leaf.hash) for leaf in leaves.order_by("position"))
        words = domain.SealWords(
            frontier.size, seal.first_position, frontier.root(), previous, key.key_id, seal.at
        )
        cursor.execute(
            "UPDATE audit_auditseal SET root = %s, previous_root = %s, frontier = %s, signature = %s "
            "WHERE size = %s",
            [words.root, previous, frontier.to_bytes(), key.private.sign(words.text()), seal.size],
        )
        previous = words.root


def heads_printed():
    return [domain.Head(seal.size, bytes(seal.root)) for seal in AuditSeal.objects.order_by("size")]
