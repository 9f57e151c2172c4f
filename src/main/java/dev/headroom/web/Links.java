package dev.headroom.web;

import dev.headroom.units.Resource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Addresses of pages and of the API's matching answers. */
final class Links {

    /** What may stand in a path as it is; an HTTP firewall turns away encoded slashes, semicolons and percent signs. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_~:@][A-Za-z0-9._~:@-]*");

    private Links() {}

    static String pool(String id) {
        return page("/pools", "pool", id);
    }

    static String node(String id) {
        return page("/nodes", "node", id);
    }

    static String forecast(String pool, Resource resource) {
        return isPlain(pool)
                ? "/forecast/" + pool + "/" + resource.id()
                : "/forecast?pool=" + encoded(pool) + "&resource=" + resource.id();
    }

    static String nodeForecast(String node, Resource resource) {
        var page = node(node);
        return page + (page.contains("?") ? "&" : "?") + "resource=" + resource.id();
    }

    static String api(String collection, String id) {
        return "/api/v1/" + collection + "/" + encoded(id);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String page(String collection, String parameter, String id) {
        return isPlain(id) ? collection + "/" + id : collection + "/-?" + parameter + "=" + encoded(id);
    }

    private static boolean isPlain(String id) {
        return PLAIN.matcher(id).matches();
    }
}
