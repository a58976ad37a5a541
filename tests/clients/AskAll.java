import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Asks an endpoint each query of a folder with Jena's rsparql, in one machine: AskAll ADDRESS QUERIES ANSWERS. */
public class AskAll {
    public static void main(String[] words) throws Exception {
        List<Path> queries;
        try (var files = Files.list(Path.of(words[1]))) {
            queries = files.filter(file -> file.toString().endsWith(".rq")).sorted().toList();
        }
        for (var query : queries) {
            var isGraph = Files.readString(query).contains("\nCONSTRUCT");
            var name = query.getFileName().toString().replace(".rq", isGraph ? ".nt" : ".srj");
            var form = "--results=" + (isGraph ? "ntriples" : "json");
            try (var answer = new PrintStream(new FileOutputStream(Path.of(words[2], name).toFile()))) {
                System.setOut(answer);
                new arq.rsparql(new String[] {"--service=" + words[0], "--query=" + query, form}).mainRun(false, false);
            }
        }
    }
}
