package io.shiming.registration.person;

import io.shiming.fixture.DocumentForms;
import io.shiming.fixture.JoinDesk;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.RequestForm;
import io.shiming.fixture.SyntheticNumbers;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;

/** The reasons for which a person has a second document. */
enum SecondDocument {
    RENEWED_PASSPORT {
        @Override
        RequestForm first() {
            return RegistrationForms.mobileByPassport();
        }

        @Override
        RequestForm second() {
            return RegistrationForms.mobileByPassport();
        }
    },
    HMTP_TO_HMTP_F {
        @Override
        RequestForm first() {
            return numbered("HMTP", "H%08d".formatted(NEXT.incrementAndGet()));
        }

        @Override
        RequestForm second() {
            return numbered("HMTP_F", "HA%07d".formatted(NEXT.incrementAndGet()));
        }
    },
    FPR17_TO_FPR23 {
        @Override
        RequestForm first() {
            var front = "UTO1100" + "900307" + NEXT.incrementAndGet() % 10;
            return numbered("FPR17", front + SyntheticNumbers.checkDigit(front));
        }

        @Override
        RequestForm second() {
            return numbered(
                    "FPR23",
                    SyntheticNumbers.residentCard(911_398, LocalDate.of(1990, 3, 7), NEXT.incrementAndGet() % 1_000));
        }
    },
    PASSPORT_TO_RESIDENT_CARD {
        @Override
        RequestForm first() {
            return RegistrationForms.mobileByPassport();
        }

        @Override
        RequestForm second() {
            return JoinDesk.card();
        }
    };

    private static final AtomicInteger NEXT = new AtomicInteger(7_100);

    /** A mobile line with the first document. */
    abstract RequestForm first();

    /** A mobile line with the second document. */
    abstract RequestForm second();

    private static RequestForm numbered(String type, String number) {
        return DocumentForms.on(RegistrationForms.mobile(), type).with("subscriber.document.number", number);
    }
}
