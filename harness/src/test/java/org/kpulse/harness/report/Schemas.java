package org.kpulse.harness.report;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The published JSON Schemas. */
public final class Schemas {

    static final Path DOCS = Path.of("..", "docs");

    private static final JsonMapper JSON = new JsonMapper();

    private Schemas() {}

    /** What the schema of this name in {@code docs/} does not allow in the object. */
    public static List<Error> errors(String schema, Object object) throws IOException {
        Schema loaded = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(DOCS.resolve(schema)), InputFormat.JSON);
        return loaded.validate(JSON.valueToTree(object));
    }
}
