package dev.headroom.cost;

import java.util.Arrays;
import java.util.Optional;

/** A cloud to compare with, and the region taken where none is named. */
public enum CloudProvider {
    AWS("aws", "AWS", "us-east-1"),
    GCP("gcp", "Google Cloud", "us-central1"),
    AZURE("azure", "Azure", "eastus");

    private final String id;
    private final String title;
    private final String defaultRegion;

    CloudProvider(String id, String title, String defaultRegion) {
        this.id = id;
        this.title = title;
        this.defaultRegion = defaultRegion;
    }

    /** Returns the name that the API and the files use. */
    public String id() {
        return id;
    }

    /** Returns the name that a reader sees. */
    public String title() {
        return title;
    }

    public String defaultRegion() {
        return defaultRegion;
    }

    public static Optional<CloudProvider> of(String id) {
        return Arrays.stream(values())
                .filter(provider -> provider.id.equals(id))
                .findFirst();
    }
}
