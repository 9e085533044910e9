package org.kpulse.webapp.kcidb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.InfraFault;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.regression.Judgement;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.run.TestResult;
import org.kpulse.harness.state.StateDirectory;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.DatabaseSettings;
import org.kpulse.harness.store.RegressionJudge;
import org.kpulse.webapp.History;
import org.kpulse.webapp.compare.Stored;
import org.kpulse.webapp.reports.ReportSettings;
import org.kpulse.webapp.reports.ReportSettings.KnownTree;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class KcidbExportTest {

    private static final Path SCHEMA = Path.of("src/test/resources/org/kpulse/webapp/kcidb/kcidb-5.3.schema.json");
    private static final ReportSettings SETTINGS = new ReportSettings(
            "https://kpulse.example.org",
            "",
            List.of(),
            List.of(),
            Map.of("linus", new KnownTree("linus", "https://git.example.org/linux.git", "")));

    @TempDir
    static Path home;

    private static Database database;
    private static Stored stored;
    private static long base;

    @BeforeAll
    static void open() {
        database = Database.open(DatabaseSettings.embedded(), new StateDirectory(home), Progress.silent());
        stored = new Stored(database);
        base = stored.kernel("debian:6.1.0", 'a');
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static JsonNode exported(long kernel) {
        return JsonMapper.shared().valueToTree(new KcidbExport(database, SETTINGS, "kpulse").of(kernel));
    }

    private static void assertValid(JsonNode document) {
        Schema schema;
        try {
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(Files.readString(SCHEMA), InputFormat.JSON);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        assertThat(schema.validate(document)).isEmpty();
    }

    private static List<String> all(JsonNode document, String list, String field) {
        return document.get(list)
                .valueStream()
                .map(item -> item.path(field).asString(""))
                .toList();
    }

    private static long regression(long candidate) {
        return database.read(jdbc -> jdbc.sql("SELECT id FROM regression WHERE candidate_kernel_id = ?")
                .param(candidate)
                .query(Long.class)
                .single());
    }

    private static void judge(long regression, Judgement.Act act) {
        new RegressionJudge(database).judge(regression, 1, "ann", new Judgement(act, OptionalLong.empty(), ""));
    }

    @Test
    void whatWasMeasuredIsATestWithANumberOfABuildOfACheckout() {
        long candidate = stored.kernel("git:linus#v6.1", 'b');
        stored.experiment(base, candidate, 1);

        JsonNode document = exported(candidate);

        assertValid(document);
        assertThat(all(document, "checkouts", "tree_name")).containsExactly("linus");
        assertThat(all(document, "builds", "checkout_id")).isEqualTo(all(document, "checkouts", "id"));
        assertThat(document.get("tests")).hasSize(9); // three boots of three metrics
        assertThat(all(document, "tests", "build_id"))
                .containsOnly(document.get("builds").get(0).get("id").asString());
        JsonNode test = document.get("tests").get(0);
        assertThat(test.get("path").asString()).isEqualTo("hackbench.time");
        assertThat(test.get("status").asString()).isEqualTo("DONE");
        assertThat(test.get("number").get("value").asDouble()).isBetween(1.9, 2.1);
        assertThat(test.get("number").get("unit").asString()).isEqualTo("s<i>");
        assertThat(document.get("issues")).isEmpty();
    }

    @Test
    void resultsOfTestsAndFaultsHaveTheirStatusAndFaultsOfOursAccuseNobody() {
        History history = new History(database, "qemu-kcidb", Platform.Kind.TIME);
        long kernel = history.kernel(History.HOSTILE);
        long job = history.job(kernel);
        history.save(
                new RunSlot(job, 0, 0, 1),
                Optional.empty(),
                List.of(),
                List.of(
                        new TestResult("fsystest", "area/odd.name", TestResult.Outcome.FAIL, 0.5, "because", "<i>"),
                        new TestResult("fsystest", "area/fine", TestResult.Outcome.PASS, 0.5, "", ""),
                        new TestResult("fsystest", "area/none", TestResult.Outcome.UNRESOLVED, 0.5, "", "")));
        history.save(
                new RunSlot(job, 1, 0, 2),
                Optional.of(new KernelFault(KernelFault.Kind.PANIC, "it \u202e panicked")),
                List.of(),
                List.of());
        history.save(
                new RunSlot(job, 2, 0, 3),
                Optional.of(new InfraFault(InfraFault.Kind.MACHINE_DIED, "it is gone")),
                List.of(),
                List.of());

        JsonNode document = exported(kernel);

        assertValid(document);
        assertThat(all(document, "tests", "path"))
                .containsExactlyInAnyOrder(
                        "fsystest.area_odd_name", "fsystest.area_fine", "fsystest.area_none", "boot", "boot");
        assertThat(all(document, "tests", "status")).containsExactlyInAnyOrder("FAIL", "PASS", "ERROR", "FAIL", "MISS");
        assertThat(all(document, "tests", "id")).doesNotHaveDuplicates();
    }

    @Test
    void onlyRegressionsThatAPersonJudgedAreIssues() {
        long candidate = stored.kernel(Stored.HOSTILE, 'c');
        stored.experiment(base, candidate, 1.3);
        assertThat(exported(candidate).get("issues")).isEmpty();

        judge(regression(candidate), Judgement.Act.ACCEPTED);
        JsonNode document = exported(candidate);

        assertValid(document);
        JsonNode issue = document.get("issues").get(0);
        assertThat(issue.get("culprit").get("code").asBoolean()).isTrue();
        assertThat(issue.get("report_url").asString()).startsWith("https://kpulse.example.org/regressions/");
        JsonNode incident = document.get("incidents").get(0);
        assertThat(incident.get("issue_id")).isEqualTo(issue.get("id"));
        assertThat(incident.get("present").asBoolean()).isTrue();
    }

    @Test
    void aFalseAlarmIsAnIssueThatIsAbsent() {
        long candidate = stored.kernel("debian:6.1.9", 'd');
        stored.experiment(base, candidate, 1.3);
        judge(regression(candidate), Judgement.Act.NOISE);

        JsonNode document = exported(candidate);

        assertValid(document);
        assertThat(document.get("incidents").get(0).get("present").asBoolean()).isFalse();
        assertThat(document.get("issues").get(0).get("culprit").get("code").asBoolean())
                .isFalse();
    }

    @Test
    void anOriginThatKcidbWouldRefuseIsRefused() {
        assertThatThrownBy(() -> new KcidbExport(database, SETTINGS, "My Lab")).isInstanceOf(UsageException.class);
    }
}
