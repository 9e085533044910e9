package org.kpulse.harness.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.process.Foreground;
import org.kpulse.harness.store.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The database. */
@Command(
        name = "db",
        description = "The database: the embedded PostgreSQL or the one that database.url names.",
        subcommands = {DbCommand.Url.class, DbCommand.Migrate.class, DbCommand.Psql.class})
final class DbCommand extends Group {

    /** Prints the URL. */
    @Command(
            name = "url",
            description =
                    "Print the database's URL without secrets; the embedded one is there while a command uses it.")
    static final class Url extends Leaf {

        Url(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            try (Database database = context.database(common)) {
                if (common.json) {
                    context.json(Map.of(
                            "url", database.url(), "user", database.user().orElse("")));
                } else {
                    context.print(database.url() + "\n");
                }
                return 0;
            }
        }
    }

    /** Migrates. */
    @Command(
            name = "migrate",
            description = "Bring the schema to this version; every command that needs it does so too.")
    static final class Migrate extends Leaf {

        Migrate(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            try (Database database = context.database(common)) {
                if (common.json) {
                    context.json(Map.of("url", database.url(), "migrated", true));
                } else {
                    context.print(database.url() + " has the schema of this version\n");
                }
                return 0;
            }
        }
    }

    /** Opens psql. */
    @Command(name = "psql", description = "Open psql on the database, or run it with the arguments after --.")
    static final class Psql extends Leaf {

        @Parameters(paramLabel = "ARGUMENT", arity = "0..*", description = "Passed to psql, such as -c 'SELECT ...'.")
        List<String> arguments = new ArrayList<>();

        Psql(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            try (Database database = context.database(common)) {
                List<String> command = new ArrayList<>(List.of("psql", database.url()));
                command.addAll(arguments);
                Map<String, String> login = new HashMap<>();
                database.user().ifPresent(user -> login.put("PGUSER", user));
                database.password().ifPresent(password -> login.put("PGPASSWORD", password));
                int code = Foreground.run(command, login)
                        .orElseThrow(() -> new InfraException(
                                "psql did not run; is it there? Install it with: apt-get install postgresql-client"));
                return code == 0 ? 0 : 3;
            }
        }
    }
}
