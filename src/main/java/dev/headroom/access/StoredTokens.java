package dev.headroom.access;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface StoredTokens extends JpaRepository<StoredToken, UUID> {

    Optional<StoredToken> findBySha256(byte[] sha256);

    List<StoredToken> findAllByOrderById();
}
