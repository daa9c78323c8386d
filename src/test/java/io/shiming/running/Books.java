package io.shiming.running;

import jakarta.enterprise.context.ApplicationScoped;

/** What the database has about the people of forms. */
@ApplicationScoped
class Books {
    private static final String PERSON =
            "(SELECT person_id FROM registry.registration WHERE contract_ref = ? ORDER BY registration_id LIMIT 1)";

    private final Superuser superuser;

    Books(Superuser superuser) {
        this.superuser = superuser;
    }

    /** How many cards the service counts for the signer of this form; none for somebody it does not know. */
    long counted(Form signed) {
        return superuser.number(
                "SELECT coalesce(max(mobile_lines), 0) FROM registry.person WHERE person_id = " + PERSON,
                signed.text("contractRef"));
    }

    /** How many mobile lines of the signer are not closed. */
    long openCards(Form signed) {
        return superuser.number(
                "SELECT count(*) FROM registry.service_line WHERE service_type = 'mobile' AND status <> 'CLOSED'"
                        + " AND person_id = " + PERSON,
                signed.text("contractRef"));
    }

    long registrations(Form form) {
        return superuser.number(
                "SELECT count(*) FROM registry.registration WHERE contract_ref = ?", form.text("contractRef"));
    }
}
