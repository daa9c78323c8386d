package io.shiming;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.shiming.access.OperatorTransaction;
import io.shiming.access.PublicRoute;
import io.shiming.access.RequiresPermission;
import io.shiming.access.policy.Decision;
import io.shiming.vault.UnsealPermit;
import io.shiming.vault.Vault;
import jakarta.persistence.Entity;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.HttpMethod;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The shape of the code. A new rung joins the ladder with its first class. */
@AnalyzeClasses(packages = "io.shiming", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** Lowest rung first; the packages of one rung do not see each other. */
    private static final List<List<String>> LADDER = List.of(
            List.of("problem"),
            List.of("database", "peer"),
            List.of("identity", "audit", "outbox"),
            List.of("vault"),
            List.of("access"),
            List.of("retention"),
            List.of("dealer", "consent", "evidence", "verification"),
            List.of("limits"),
            List.of("registration"),
            List.of("lookup"),
            List.of("inspection"),
            List.of("trial"),
            List.of("boot"));

    /**
     * The packages inside a package, lowest rung first; the empty name is the package itself. The packages of one rung do not
     * see each other. A package that is not here has none inside.
     */
    private static final Map<String, List<List<String>>> ROOMS = Map.of(
            "problem",
            List.of(List.of(""), List.of("http")),
            "identity",
            List.of(
                    List.of("day", "text"),
                    List.of("document", "number"),
                    List.of("name"),
                    List.of("mrz"),
                    List.of("")),
            "audit",
            List.of(
                    List.of("tree"),
                    List.of("note", "row"),
                    List.of("verify", ""),
                    List.of("witness", "log"),
                    List.of("search")),
            "vault",
            List.of(List.of("suite"), List.of(""), List.of("kms")),
            "access",
            List.of(List.of(""), List.of("gate", "policy", "order")),
            "verification",
            List.of(List.of(""), List.of("enquiry"), List.of("authority", "hub")),
            "registration",
            List.of(
                    List.of("application"),
                    List.of("store"),
                    List.of("integrity"),
                    List.of("line"),
                    List.of("pending", "legacy", "rekeying", "holder"),
                    List.of("person", "correction"),
                    List.of("")),
            "lookup",
            List.of(List.of("decoy", "provenance"), List.of(""), List.of("image", "order", "export")));

    /** Types that hold keys stay in one package, so that none of them is public. */
    private static final String LARGE = "io.shiming.vault";

    private static final int MOST_FILES = 30;

    /** Adapters and stand-ins speak the wire themselves. */
    private static final String[] EDGES = {
        "io.shiming.peer..",
        "io.shiming.trial..",
        "io.shiming.verification.authority..",
        "io.shiming.verification.enquiry..",
        "io.shiming.verification.hub..",
        "io.shiming.boot.."
    };

    @ArchTest
    static void rungsLookOnlyDown(JavaClasses code) {
        onlyDown(LADDER, name -> "io.shiming." + name + "..", code);
    }

    @ArchTest
    static void roomsLookOnlyDown(JavaClasses code) {
        ROOMS.forEach((name, rungs) -> onlyDown(rungs, room -> packageOf(name, room), code));
    }

    @ArchTest
    static void everyPackageStandsOnTheLadder(JavaClasses code) {
        var known = LADDER.stream()
                .flatMap(List::stream)
                .flatMap(name -> ROOMS.getOrDefault(name, List.of(List.of(""))).stream()
                        .flatMap(List::stream)
                        .map(room -> packageOf(name, room)))
                .toArray(String[]::new);
        classes().should().resideInAnyPackage(known).check(code);
    }

    @ArchTest
    static final ArchRule packagesDoNotGoRoundInCircles =
            slices().matching("io.shiming.(**)").should().beFreeOfCycles();

    @ArchTest
    static void packagesAreSmall(JavaClasses code) {
        var files = code.stream()
                .filter(type -> !type.getPackageName().equals(LARGE))
                .collect(groupingBy(
                        JavaClass::getPackageName,
                        mapping(type -> type.getSource().flatMap(Source::getFileName), toSet())));
        assertThat(files)
                .isNotEmpty()
                .allSatisfy((name, sources) -> assertThat(sources).as(name).hasSizeLessThanOrEqualTo(MOST_FILES));
    }

    @ArchTest
    static final ArchRule aWitnessSeesOfTheLogItsHeadStoreOnly = noClasses()
            .that()
            .resideInAPackage("io.shiming.audit.witness")
            .should()
            .dependOnClassesThat(resideInAPackage("io.shiming.audit").and(not(simpleName("HeadStore"))));

    @ArchTest
    static final ArchRule adaptersAreImportedByNobody = noClasses()
            .that(not(resideInAnyPackage(
                    "io.shiming.vault.kms..", "io.shiming.verification.authority..", "io.shiming.verification.hub..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.shiming.vault.kms..", "io.shiming.verification.authority..", "io.shiming.verification.hub..");

    @ArchTest
    static final ArchRule permitsAreMadeInAccessOnly = madeInAccessOnly(UnsealPermit.class);

    @ArchTest
    static final ArchRule decisionsAreMadeInAccessOnly = madeInAccessOnly(Decision.class);

    @ArchTest
    static final ArchRule sealsAreOpenedByThoseWhoMay = noClasses()
            .that()
            .resideOutsideOfPackages("io.shiming.lookup..", "io.shiming.verification..", "io.shiming.vault..")
            // a blind index cannot be turned back: a rotation has to open what is sealed, and shows it to no caller
            .and(are(not(DescribedPredicate.describe(
                    "the renewal of seals", c -> c.getName().equals("io.shiming.registration.rekeying.SealRenewal")))))
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "opens a seal",
                    call -> call.getTargetOwner().isEquivalentTo(Vault.class)
                            && call.getName().equals("unseal")));

    @ArchTest
    static final ArchRule ciphersStayInTheVault = noClasses()
            .that()
            .resideOutsideOfPackage("io.shiming.vault..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("javax.crypto..");

    @ArchTest
    static final ArchRule keysAndDigestsStayInVaultAndAudit = noClasses()
            .that(not(resideInAnyPackage("io.shiming.vault..", "io.shiming.audit.."))
                    .and(not(resideInAnyPackage(EDGES)))
                    // a client's certificate is named by its digest (RFC 8705)
                    .and(not(simpleNameEndingWith("SenderConstraint"))))
            .should()
            .dependOnClassesThat(resideInAPackage("java.security..")
                    .and(DescribedPredicate.describe(
                            "not a principal", c -> !c.getSimpleName().equals("Principal"))));

    @ArchTest
    static final ArchRule entitiesAreTheirPackagesOwn =
            classes().that().areAnnotatedWith(Entity.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule repositoriesAreTheirPackagesOwn = classes()
            .that()
            .areAssignableTo("io.quarkus.hibernate.orm.panache.PanacheRepositoryBase")
            .should()
            .bePackagePrivate();

    @ArchTest
    static final ArchRule transactionsOfEntitiesEnterAnOperator = methods()
            .that(DescribedPredicate.describe(
                    "begin a transaction", method -> method.tryGetAnnotationOfType(Transactional.class)
                            .map(begun -> begun.value() == Transactional.TxType.REQUIRED)
                            .orElse(false)))
            .should()
            .beDeclaredIn(OperatorTransaction.class)
            .orShould()
            .beDeclaredInClassesThat(simpleName("NoticeResource")); // notices of every operator are public

    @ArchTest
    static final ArchRule routesArePublicAndSayWhoMayUseThem = methods()
            .that(DescribedPredicate.describe("answer HTTP", ArchitectureTest::answersHttp))
            .should()
            .bePublic()
            .andShould(new ArchCondition<JavaMethod>("name a permission or be open, not both") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    boolean fine = method.isAnnotatedWith(RequiresPermission.class)
                            != method.isAnnotatedWith(PublicRoute.class);
                    events.add(new SimpleConditionEvent(method, fine, method.getFullName()));
                }
            });

    @ArchTest
    static final ArchRule httpStaysAtTheEdge = noClasses()
            .that(not(resideInAnyPackage("io.shiming.problem..", "io.shiming.verification.authority.."))
                    .and(not(simpleNameEndingWith("Resource")))
                    // the gate's filters and the counter's are HTTP by nature; nothing else in those packages is
                    .and(DescribedPredicate.describe(
                            "not a filter", c -> !Set.of("Gate", "RefusalRecord", "AuditEntryHeader", "CounterCheck")
                                    .contains(c.getSimpleName()))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.ws.rs..");

    /** The log and the vault read what they wrote themselves, and so does the sweep its place. */
    @ArchTest
    static final ArchRule idsOfRequestsAreReadInOneClass = noClasses()
            .that(not(resideInAnyPackage("io.shiming.audit..", "io.shiming.vault.."))
                    .and(not(simpleName("UuidText")))
                    .and(not(simpleName("SweepStep"))))
            .should()
            .callMethod(UUID.class, "fromString", String.class);

    @ArchTest
    static final ArchRule proofsOfPossessionStayInAccess = noClasses()
            .that()
            .resideOutsideOfPackage("io.shiming.access..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.nimbusds..");

    @ArchTest
    static final ArchRule valuesKnowNoDatabase = noClasses()
            .that()
            .resideInAnyPackage("io.shiming.identity..", "io.shiming.problem..")
            .and(are(not(simpleName("Cause")))) // it names failures of the database for the log
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.persistence..", "java.sql..");

    @ArchTest
    static final ArchRule timeIsInjected = noClasses()
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "reads the time past the clock",
                    call -> call.getName().equals("now")
                            && call.getTargetOwner().getPackageName().equals("java.time")
                            && call.getTarget().getRawParameterTypes().stream()
                                    .noneMatch(type -> type.isEquivalentTo(Clock.class))))
            .orShould()
            .callConstructor(java.util.Date.class);

    @ArchTest
    static final ArchRule nothingIsPrintedAndChanceIsSecure = noClasses()
            .that()
            .resideOutsideOfPackage("io.shiming.boot..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Random");

    @ArchTest
    static final ArchRule packagesAreNamedForWhatTheyDo = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..common..", "..helper..", "..impl..", "..dto..", "..constant..");

    @ArchTest
    static final ArchRule classesAreNamedForWhatTheyAre = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("DTO");

    @ArchTest
    static final ArchRule textOfPersonsDoesNotPrint = classes()
            .that()
            .resideInAPackage("io.shiming.identity..")
            .should(new ArchCondition<JavaClass>("override toString where they hold text") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean holdsText = type.getFields().stream()
                            .anyMatch(f -> f.getRawType().isEquivalentTo(String.class)
                                    && !f.getModifiers().contains(JavaModifier.STATIC));
                    boolean prints = type.tryGetMethod("toString").isEmpty();
                    boolean fine = !holdsText || !prints || type.isEnum();
                    events.add(new SimpleConditionEvent(type, fine, type.getFullName() + " prints what it holds"));
                }
            });

    @ArchTest
    static final ArchRule recordsHoldNeitherPlaintextNorBytes = constructors()
            .that()
            .areDeclaredInClassesThat()
            .areRecords()
            .should()
            .notHaveRawParameterTypes(
                    DescribedPredicate.describe("bytes or plaintext", parameters -> parameters.stream()
                            .anyMatch(p -> p.getName().equals("[B")
                                    || p.getSimpleName().equals("Plaintext"))));

    private static String packageOf(String name, String room) {
        return room.isEmpty() ? "io.shiming." + name : "io.shiming." + name + "." + room + "..";
    }

    /** No package sees another one of its rung, nor one of a rung above. */
    private static void onlyDown(List<List<String>> rungs, UnaryOperator<String> packages, JavaClasses code) {
        IntStream.range(0, rungs.size()).forEach(rung -> rungs.get(rung).forEach(name -> {
            var above = IntStream.range(rung, rungs.size())
                    .boxed()
                    .flatMap(higher -> rungs.get(higher).stream())
                    .filter(other -> !other.equals(name))
                    .map(packages)
                    .toArray(String[]::new);
            if (above.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage(packages.apply(name))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(above)
                        .check(code);
            }
        }));
    }

    private static ArchRule madeInAccessOnly(Class<?> type) {
        return noClasses()
                .that()
                .resideOutsideOfPackage("io.shiming.access..")
                .and(are(not(DescribedPredicate.describe("the type itself", c -> c.isEquivalentTo(type)))))
                .should()
                .callConstructorWhere(
                        DescribedPredicate.describe("makes a " + type.getSimpleName(), call -> call.getTargetOwner()
                                .isEquivalentTo(type)));
    }

    private static boolean answersHttp(JavaMethod method) {
        return method.getAnnotations().stream().anyMatch(a -> a.getRawType().isAnnotatedWith(HttpMethod.class));
    }
}
