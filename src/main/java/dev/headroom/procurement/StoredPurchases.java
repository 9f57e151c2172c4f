package dev.headroom.procurement;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

interface StoredPurchases extends JpaRepository<StoredPurchase, UUID> {

    List<StoredPurchase> findAllByOrderByProposedAtDesc();

    List<StoredPurchase> findByStateInOrderByProposedAt(Collection<String> states);
}
