package dev.headroom;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The server. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class HeadroomApplication {

    public static void main(String[] args) {
        SpringApplication.run(HeadroomApplication.class, args);
    }
}
