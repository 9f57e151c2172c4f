package dev.headroom.web;

import dev.headroom.units.Resource;

/** Addresses of pages; the ids of pools and nodes are made to stand in them. */
final class Links {

    private Links() {}

    static String pool(String id) {
        return "/pools/" + id;
    }

    static String node(String id) {
        return "/nodes/" + id;
    }

    static String forecast(String pool, Resource resource) {
        return "/forecast/" + pool + "/" + resource.id();
    }

    static String nodeForecast(String node, Resource resource) {
        return node(node) + "?resource=" + resource.id();
    }
}
