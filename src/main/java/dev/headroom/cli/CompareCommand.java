package dev.headroom.cli;

import dev.headroom.catalog.PriceBook;
import dev.headroom.cost.Amount;
import dev.headroom.cost.CloudCosting;
import dev.headroom.cost.CloudProvider;
import dev.headroom.cost.CloudQuote;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prices a demand in each cloud, from the shipped price book.
 *
 * <p>Amounts are strings with the currency's decimals. A line whose price the book lacks is {@code null}, and then so is
 * {@code total}, and {@code reason} says in words what is missing; {@code instances} is then empty. A cloud that has
 * every price has no {@code reason}.
 */
final class CompareCommand implements Command {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public void run(List<String> arguments, InputStream in, PrintStream out) throws IOException, BadInput {
        if (!arguments.isEmpty()) {
            throw new BadInput("takes no argument, but got '" + arguments.getFirst() + "'");
        }
        var request = ComparisonRequest.read(in);
        var book = PriceBook.shipped();
        var costing = new CloudCosting(
                Arrays.stream(CloudProvider.values())
                        .map(provider -> book.cloudPrices(provider, request.region(provider)))
                        .toList(),
                request.architectures());
        List<CloudQuote> quotes;
        try {
            quotes = costing.compare(request.demand(), request.commitment());
        } catch (ArithmeticException e) {
            throw new BadInput("cores, memoryBytes: no fleet is that large: "
                    + request.demand().cores() + " cores, " + request.demand().memoryBytes() + " bytes");
        }
        var answer = JsonNodeFactory.instance.objectNode();
        answer.put("asOf", book.date().toString());
        var clouds = answer.putArray("clouds");
        quotes.forEach(quote -> clouds.add(json(quote)));
        out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer));
    }

    private static ObjectNode json(CloudQuote quote) {
        var cloud = JsonNodeFactory.instance.objectNode();
        cloud.put("provider", quote.provider().id());
        cloud.put("region", quote.region());
        cloud.put("commitment", quote.commitment().id());
        cloud.put("currency", quote.currency().getCurrencyCode());
        var instances = cloud.putArray("instances");
        quote.instances()
                .forEach(instance ->
                        instances.addObject().put("type", instance.type()).put("count", instance.count()));
        quote.lines().forEach((line, amount) -> put(cloud, line, amount));
        put(cloud, "total", quote.total());
        if (quote.total() instanceof Amount.Unknown unknown) {
            cloud.put("reason", unknown.reason());
        }
        var sources = cloud.putArray("sources");
        quote.sources()
                .forEach(source -> sources.addObject()
                        .put("what", source.what())
                        .put("source", source.source())
                        .put("asOf", source.asOf())
                        .put("confidence", source.confidence()));
        return cloud;
    }

    private static void put(ObjectNode cloud, String line, Amount amount) {
        switch (amount) {
            case Amount.Known known ->
                cloud.put(line, known.money().rounded().amount().toPlainString());
            case Amount.Unknown unknown -> cloud.putNull(line);
            case Amount.Unmeasured unmeasured -> cloud.putNull(line);
        }
    }
}
